package org.gatepost.signature.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;

/** The members of a JSON object that has neither objects nor arrays in it. */
final class JsonMembers {
  private JsonMembers() {}

  /**
   * The names and texts of the members in the order in which they stand there; numbers as they are
   * written. What is null is left out.
   *
   * @param max more members are refused (inclusive bound)
   * @throws RefusedException if the text is no such object, or has half a surrogate pair
   */
  static List<Map.Entry<String, String>> of(byte[] json, int max) throws RefusedException {
    List<Map.Entry<String, String>> members = new ArrayList<>();
    JsonTokens tokens = new JsonTokens(json);
    try {
      char before = '{';
      boolean isEmpty = false;
      for (; !isEmpty && tokens.peek() == before; before = ',') {
        tokens.skip();
        isEmpty = before == '{' && tokens.peek() == '}';
        if (!isEmpty) {
          tokens.memberName(true);
          String name = tokens.name();
          String value = tokens.scalar(tokens.peek(), true);
          if (members.size() == max) {
            throw tokens.notJson();
          }
          if (value != null) {
            members.add(Map.entry(whole(name, tokens), whole(value, tokens)));
          }
        }
      }
      if (before != ',' || tokens.peek() != '}') {
        throw tokens.notJson();
      }
      tokens.skip();
      tokens.expectEnd();
      return members;
    } catch (JsonTokens.NotJsonException e) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED,
          "the body is not a JSON object of at most " + max + " texts, numbers and booleans");
    }
  }

  /** A text that has bytes in UTF-8. */
  private static String whole(String text, JsonTokens tokens) throws JsonTokens.NotJsonException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw tokens.notJson();
    }
    return text;
  }
}
