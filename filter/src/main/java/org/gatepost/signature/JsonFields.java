package org.gatepost.signature;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values at some pointers of a JSON text (RFC 8259), found in one strict pass without
 * recursion: a text that is not JSON as a whole has no values.
 */
final class JsonFields {
  /** Deeper nesting is not read (inclusive bound). */
  static final int MAX_DEPTH = 512;

  private final List<JsonPointer> pointers;
  private final @Nullable String[] values;
  // For each pointer: how many of its tokens the path to the current value has matched, which of
  // its
  // tokens the open containers have had already, and whether one came twice.
  private final int[] matched;
  private final boolean[][] met;
  private final boolean[] ambiguous;
  // For each open container its kind and, for arrays, the index of the current element.
  private boolean[] isArray = new boolean[8];
  private int[] index = new int[8];
  private int depth;

  private JsonFields(List<JsonPointer> pointers) {
    this.pointers = pointers;
    this.values = new @Nullable String[pointers.size()];
    this.matched = new int[pointers.size()];
    this.ambiguous = new boolean[pointers.size()];
    this.met = new boolean[pointers.size()][];
    for (int p = 0; p < met.length; p++) {
      met[p] = new boolean[pointers.get(p).tokens().size()];
    }
  }

  /** Reads the values at the pointers; a text that is not JSON gives none. */
  static JsonFields read(byte[] json, List<JsonPointer> pointers) {
    JsonFields fields = new JsonFields(pointers);
    try {
      fields.scan(new JsonTokens(json));
    } catch (JsonTokens.NotJsonException notJson) {
      Arrays.fill(fields.values, null);
      Arrays.fill(fields.ambiguous, false);
    }
    return fields;
  }

  /**
   * The text of the string, number or boolean at a pointer, or null where there is none; numbers as
   * they are written.
   */
  @Nullable String value(JsonPointer pointer) {
    return values[pointers.indexOf(pointer)];
  }

  /**
   * Whether an object on the way to the pointer has the member twice, so that readers may differ on
   * the value.
   */
  boolean isAmbiguous(JsonPointer pointer) {
    return ambiguous[pointers.indexOf(pointer)];
  }

  /** Whether there is anything at a pointer of a JSON text, also null, an object or an array. */
  boolean has(JsonPointer pointer) {
    boolean[] tokens = met[pointers.indexOf(pointer)];
    return tokens[tokens.length - 1];
  }

  private void scan(JsonTokens tokens) throws JsonTokens.NotJsonException {
    do {
      char c = tokens.peek();
      if (c == '{' || c == '[') {
        tokens.skip();
        open(c == '[');
        if (tokens.peek() == (c == '[' ? ']' : '}')) {
          tokens.skip();
          close();
        } else {
          enterNext(tokens);
          continue;
        }
      } else {
        scalar(tokens, c);
      }
      afterValue(tokens);
    } while (depth > 0);
    tokens.expectEnd();
  }

  /** Closes containers up to the next value, and enters that. */
  private void afterValue(JsonTokens tokens) throws JsonTokens.NotJsonException {
    while (depth > 0) {
      leave();
      char c = tokens.peek();
      tokens.skip();
      if (c == ',') {
        index[depth]++;
        enterNext(tokens);
        return;
      }
      if (c != (isArray[depth] ? ']' : '}')) {
        throw tokens.notJson();
      }
      close();
    }
  }

  private void open(boolean array) {
    depth++;
    if (depth == index.length) {
      isArray = Arrays.copyOf(isArray, 2 * depth);
      index = Arrays.copyOf(index, 2 * depth);
    }
    isArray[depth] = array;
    index[depth] = 0;
  }

  private void close() {
    depth--;
  }

  private void enterNext(JsonTokens tokens) throws JsonTokens.NotJsonException {
    if (depth >= MAX_DEPTH) {
      throw tokens.notJson();
    }
    boolean wanted = false;
    for (int p = 0; p < matched.length; p++) {
      wanted |= leadsOn(p);
    }
    if (!isArray[depth]) {
      tokens.memberName(wanted);
    }
    for (int p = 0; wanted && p < matched.length; p++) {
      if (leadsOn(p) && isNext(tokens, pointers.get(p).tokens().get(matched[p]))) {
        ambiguous[p] |= met[p][matched[p]];
        met[p][matched[p]] = true;
        matched[p]++;
      }
    }
  }

  private boolean isNext(JsonTokens tokens, String token) {
    if (!isArray[depth]) {
      return tokens.nameIs(token);
    }
    // An index has no other digits than these.
    return Character.isDigit(token.isEmpty() ? ' ' : token.charAt(0))
        && token.equals(Integer.toString(index[depth]));
  }

  private void leave() {
    for (int p = 0; p < matched.length; p++) {
      if (matched[p] == depth) {
        matched[p]--;
      }
    }
  }

  private void scalar(JsonTokens tokens, char first) throws JsonTokens.NotJsonException {
    boolean wanted = false;
    for (int p = 0; p < matched.length; p++) {
      wanted |= isHere(p);
    }
    String text = tokens.scalar(first, wanted);
    if (wanted) {
      for (int p = 0; p < matched.length; p++) {
        if (isHere(p)) {
          values[p] = text;
        }
      }
    }
  }

  /** Whether the pointer goes through the innermost open container. */
  private boolean leadsOn(int p) {
    return matched[p] == depth - 1 && matched[p] < met[p].length;
  }

  /** Whether the pointer points to the current value. */
  private boolean isHere(int p) {
    return matched[p] == depth && depth == met[p].length;
  }
}
