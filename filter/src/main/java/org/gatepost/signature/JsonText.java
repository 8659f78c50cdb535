package org.gatepost.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes JSON (RFC 8259). */
final class JsonText {
  private JsonText() {}

  /** Quotes a text as JavaScript's {@code JSON.stringify} does (ECMA-262, QuoteJSONString). */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int letter = "\b\t\n\f\r\"\\".indexOf(c);
      if (letter >= 0) {
        quoted.append('\\').append("btnfr\"\\".charAt(letter));
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * A JSON text with one more string, and the objects around it if they are not there.
   *
   * @throws IllegalArgumentException if the text has something else on the way to the pointer, or
   *     something there already
   */
  static byte[] insert(byte[] json, JsonPointer pointer, String value) {
    List<String> names = pointer.tokens();
    try {
      JsonTokens tokens = new JsonTokens(json);
      int level = -1;
      int start;
      char open;
      do {
        level++;
        open = tokens.peek();
        if (level == names.size() || "{[".indexOf(open) < 0) {
          throw tokens.notJson();
        }
        tokens.skip();
        start = tokens.position();
      } while (open == '{' ? find(tokens, names.get(level)) : findAt(tokens, names.get(level)));
      if (open == '[') {
        throw tokens.notJson();
      }
      StringBuilder member = new StringBuilder(quote(names.get(level)));
      names.subList(level + 1, names.size()).forEach(n -> member.append(":{").append(quote(n)));
      member.append(':').append(quote(value)).append("}".repeat(names.size() - 1 - level));
      // What is not the end of an empty object is another member.
      member.append(startsWithEnd(json, start) ? "" : ",");
      ByteArrayOutputStream text = new ByteArrayOutputStream(json.length + member.length());
      text.write(json, 0, start);
      text.writeBytes(member.toString().getBytes(StandardCharsets.UTF_8));
      text.write(json, start, json.length - start);
      return text.toByteArray();
    } catch (JsonTokens.NotJsonException e) {
      throw new IllegalArgumentException("the body cannot have a new member at " + pointer, e);
    }
  }

  private static boolean startsWithEnd(byte[] json, int start) throws JsonTokens.NotJsonException {
    return new JsonTokens(Arrays.copyOfRange(json, start, json.length)).peek() == '}';
  }

  /** Reads up to the element of an array, or to its end if it has no such. */
  private static boolean findAt(JsonTokens tokens, String index)
      throws JsonTokens.NotJsonException {
    int depth = 0;
    int at = 0;
    while (depth > 0 || tokens.peek() != ']') {
      if (depth == 0 && Integer.toString(at).equals(index)) {
        return true;
      }
      char c = tokens.peek();
      switch (c) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case ',' -> at += depth == 0 ? 1 : 0;
        case ':' -> {}
        default -> {
          tokens.scalar(c, false);
          continue;
        }
      }
      tokens.skip();
    }
    return false;
  }

  /** Reads up to the value of a member, or to the end of the object if it has no such. */
  private static boolean find(JsonTokens tokens, String name) throws JsonTokens.NotJsonException {
    int depth = 0;
    while (depth > 0 || tokens.peek() != '}') {
      char c = tokens.peek();
      if (depth == 0 && c == '"') {
        tokens.memberName(true);
        if (tokens.nameIs(name)) {
          return true;
        }
        c = tokens.peek();
      }
      switch (c) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case ',', ':' -> {}
        default -> {
          tokens.scalar(c, false);
          continue;
        }
      }
      tokens.skip();
    }
    return false;
  }
}
