package org.gatepost.signature.internal.format;

import java.util.List;

/**
 * A look at the members with which a JSON object begins, for one that is soon found or not worth
 * looking for. Says yes only where {@link JsonFields} would, or would find behind it that the text
 * is no JSON, and makes no objects for it.
 */
public final class JsonGlance {
  private JsonGlance() {}

  /**
   * Whether what stands first at a member of a JSON object is a string other than this one. In
   * doubt it is not: behind an array or object, where it is no string or has an escape or a
   * character beyond ASCII, and where the text is no object or no JSON.
   */
  public static boolean beginsOtherwise(byte[] json, List<String> pointer, String text) {
    if (pointer.size() != 1) {
      return false;
    }
    JsonTokens tokens = new JsonTokens(json);
    try {
      for (char before = '{'; tokens.peek() == before; before = ',') {
        tokens.skip();
        tokens.memberName(true);
        boolean found = tokens.nameIs(pointer.get(0));
        char first = tokens.peek();
        if (first == '{' || first == '[' || (found && first != '"')) {
          return false;
        }
        int start = tokens.position() + 1;
        tokens.scalar(first, false);
        if (found) {
          return isOther(json, start, tokens.position() - 1, text);
        }
      }
      return false;
    } catch (JsonTokens.NotJsonException notJson) {
      return false;
    }
  }

  private static boolean isOther(byte[] json, int start, int end, String text) {
    boolean same = end - start == text.length();
    for (int i = start; i < end; i++) {
      if (json[i] == '\\' || json[i] < 0) {
        return false;
      }
      same = same && json[i] == text.charAt(i - start);
    }
    return !same;
  }
}
