package org.gatepost.signature.internal.format;

import java.util.Arrays;
import java.util.List;

/**
 * Where the elements of a JSON text (RFC 8259) stand that a pointer with {@code *} leads to, found
 * in one strict pass without recursion. Immutable.
 *
 * @param places in turn the first byte of an element and the byte behind it, in order; none if the
 *     pointer leads to none
 * @param state what the text is
 */
// Of those that read it and of nobody else.
@SuppressWarnings("ArrayRecordComponent")
public record JsonElements(int[] places, State state) {

  /** What a text is whose elements were looked for. */
  public enum State {
    /** It is JSON, and says clearly what its elements are. */
    CLEAR,
    /** It is not JSON as a whole. */
    NOT_JSON,
    /** An object on the way has the member twice, so that readers may differ on the elements. */
    AMBIGUOUS,
    /** It has more elements than are read. */
    TOO_MANY
  }

  /** What stands for every element of an array. */
  public static final String EACH = "*";

  /**
   * Finds the elements.
   *
   * @param pointer leads to them: where a token is {@link #EACH}, through each element of an array
   * @param max how many elements are read at most
   */
  public static JsonElements find(byte[] json, JsonPointer pointer, int max) {
    Reader reader = new Reader(json, pointer.tokens(), max);
    State state;
    try {
      state = reader.read();
    } catch (JsonTokens.NotJsonException e) {
      state = State.NOT_JSON;
    }
    return new JsonElements(state == State.CLEAR ? reader.places() : new int[0], state);
  }

  /** These and others of the same text, in the order in which they stand there, each once. */
  public JsonElements with(JsonElements others) {
    if (count() == 0) {
      return others;
    }
    if (others.count() == 0) {
      return this;
    }
    int[] all = new int[places.length + others.places.length];
    int length = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < count() || theirs < others.count()) {
      boolean first =
          theirs == others.count() || (mine < count() && from(mine) <= others.from(theirs));
      int from = first ? from(mine) : others.from(theirs);
      int to = first ? to(mine++) : others.to(theirs++);
      if (length == 0 || all[length - 2] != from) {
        all[length++] = from;
        all[length++] = to;
      }
    }
    return new JsonElements(Arrays.copyOf(all, length), State.CLEAR);
  }

  /** {@return how many there are} */
  public int count() {
    return places.length / 2;
  }

  /** The first byte of an element. */
  public int from(int element) {
    return places[2 * element];
  }

  /** The byte behind an element. */
  public int to(int element) {
    return places[2 * element + 1];
  }

  private static final class Reader {
    private final JsonTokens tokens;
    private final List<String> path;
    private final int max;
    // For each token of the path: whether the container that is open there has had the member.
    private final boolean[] met;
    private boolean[] arrays = new boolean[8];
    private int[] places = new int[16];
    private int count;
    private int depth;
    // How many tokens of the path lead to where the reader is: those of the outermost containers.
    private int matched;
    private boolean ambiguous;

    Reader(byte[] json, List<String> path, int max) {
      this.tokens = new JsonTokens(json);
      this.path = path;
      this.max = max;
      this.met = new boolean[path.size()];
    }

    int[] places() {
      return Arrays.copyOf(places, 2 * count);
    }

    State read() throws JsonTokens.NotJsonException {
      do {
        value();
      } while (depth > 0);
      tokens.expectEnd();
      if (ambiguous) {
        return State.AMBIGUOUS;
      }
      return count > max ? State.TOO_MANY : State.CLEAR;
    }

    /** Reads a scalar, or the opening of a container, and what ends behind it. */
    private void value() throws JsonTokens.NotJsonException {
      char c = tokens.peek();
      if (isElement()) {
        begin();
      }
      if (c == '{' || c == '[') {
        tokens.skip();
        open(c == '[');
        if (tokens.peek() != (c == '[' ? ']' : '}')) {
          enter();
          return;
        }
        tokens.skip();
        depth--;
      } else {
        tokens.scalar(c, false);
      }
      afterValue();
    }

    private boolean isElement() {
      return matched == depth && depth == path.size();
    }

    private void begin() {
      if (count <= max) {
        if (2 * count == places.length) {
          places = Arrays.copyOf(places, 2 * places.length);
        }
        places[2 * count] = tokens.position();
      }
    }

    private void end() {
      if (count <= max) {
        places[2 * count + 1] = tokens.position();
        count++;
      }
    }

    private void open(boolean array) throws JsonTokens.NotJsonException {
      if (depth == JsonFields.MAX_DEPTH) {
        throw tokens.notJson();
      }
      if (matched == depth && depth < met.length) {
        met[depth] = false;
      }
      depth++;
      if (depth == arrays.length) {
        arrays = Arrays.copyOf(arrays, 2 * depth);
      }
      arrays[depth] = array;
    }

    /** Closes containers up to the next value, and enters that. */
    private void afterValue() throws JsonTokens.NotJsonException {
      while (true) {
        if (isElement()) {
          end();
        }
        if (depth == 0) {
          return;
        }
        matched = Math.min(matched, depth - 1);
        char c = tokens.peek();
        tokens.skip();
        if (c == ',') {
          enter();
          return;
        }
        if (c != (arrays[depth] ? ']' : '}')) {
          throw tokens.notJson();
        }
        depth--;
      }
    }

    /** Goes on to the next value of the innermost container. */
    private void enter() throws JsonTokens.NotJsonException {
      boolean followed = matched == depth - 1 && matched < path.size();
      String token = followed ? path.get(matched) : "";
      boolean each = followed && token.equals(EACH);
      if (arrays[depth]) {
        matched += each ? 1 : 0;
        return;
      }
      boolean named = followed && !each;
      tokens.memberName(named);
      if (named && tokens.nameIs(token)) {
        ambiguous |= met[matched];
        met[matched] = true;
        matched++;
      }
    }
  }
}
