package org.gatepost.signature.internal.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Writes JSON (RFC 8259). */
public final class JsonText {
  private JsonText() {}

  /** Quotes a text as JavaScript's {@code JSON.stringify} does (ECMA-262, QuoteJSONString). */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int letter = "\b\t\n\f\r\"\\".indexOf(c);
      if (letter >= 0) {
        quoted.append('\\').append("btnfr\"\\".charAt(letter));
      } else if (c < ' ') {
        // Below the space: two of four digits are zero.
        quoted.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
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
  public static byte[] insert(byte[] json, JsonPointer pointer, String value) {
    return insertJson(json, pointer, quote(value));
  }

  /** As {@link #insert}, of a value in JSON. */
  public static byte[] insertJson(byte[] json, JsonPointer pointer, String value) {
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
      } while (find(tokens, open, names.get(level)));
      if (open == '[') {
        throw tokens.notJson();
      }
      StringBuilder member = new StringBuilder(quote(names.get(level)));
      member.append(':').append(nested(names.subList(level + 1, names.size()), value));
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

  /** A value within objects and, where its name is that of a first element, arrays. */
  private static String nested(List<String> names, String value) {
    String json = value;
    for (int i = names.size() - 1; i >= 0; i--) {
      String name = names.get(i);
      json = name.equals("0") ? "[" + json + "]" : "{" + quote(name) + ":" + json + "}";
    }
    return json;
  }

  private static boolean startsWithEnd(byte[] json, int start) throws JsonTokens.NotJsonException {
    return new JsonTokens(Arrays.copyOfRange(json, start, json.length)).peek() == '}';
  }

  /**
   * Reads up to the value of a member of an object or the element of an array, or to its end if it
   * has no such.
   */
  private static boolean find(JsonTokens tokens, char open, String name)
      throws JsonTokens.NotJsonException {
    char close = open == '{' ? '}' : ']';
    int depth = 0;
    int index = 0;
    while (depth > 0 || tokens.peek() != close) {
      if (depth == 0 && open == '[' && Integer.toString(index).equals(name)) {
        return true;
      }
      if (depth == 0 && open == '{' && tokens.peek() == '"') {
        tokens.memberName(true);
        if (tokens.nameIs(name)) {
          return true;
        }
      }
      char c = tokens.peek();
      switch (c) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case ',' -> index += depth == 0 ? 1 : 0;
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
}
