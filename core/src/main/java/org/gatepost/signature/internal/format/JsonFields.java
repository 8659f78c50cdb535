package org.gatepost.signature.internal.format;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values at some pointers of a JSON text (RFC 8259), found in one strict pass without
 * recursion: a text that is not JSON as a whole has no values. It is read when it is first asked
 * for one. Not thread-safe.
 */
public final class JsonFields {
  /** Deeper nesting is not read (inclusive bound). */
  static final int MAX_DEPTH = 512;

  private static final int OBJECT = -1;

  private final JsonTokens tokens;
  private final Path[] paths;
  // For each open container: the index of an array's current element, or OBJECT.
  private int[] index = new int[8];
  private int depth;
  // Of the open containers, how many some path goes through: the outermost ones.
  private int followed;
  private boolean over;
  private boolean notJson;

  private JsonFields(byte[] json, List<JsonPointer> pointers) {
    this.tokens = new JsonTokens(json);
    this.paths = new Path[pointers.size()];
    for (int p = 0; p < paths.length; p++) {
      paths[p] = new Path(pointers.get(p).tokens());
    }
  }

  /** Reads the values at the pointers; a text that is not JSON gives none. */
  public static JsonFields read(byte[] json, List<JsonPointer> pointers) {
    return new JsonFields(json, pointers);
  }

  /**
   * The text of the string, number or boolean at a pointer, or null where there is none; numbers as
   * they are written.
   */
  public @Nullable String value(JsonPointer pointer) {
    readTo(null);
    return path(pointer).value;
  }

  /**
   * Whether there is a text at a pointer that is none: with half a surrogate pair, which has no
   * bytes in UTF-8, so that two different ids would become one key. It has no value then.
   */
  public boolean isIllegible(JsonPointer pointer) {
    readTo(null);
    return path(pointer).illegible;
  }

  /**
   * Whether an object on the way to the pointer has the member twice, so that readers may differ on
   * the value.
   */
  public boolean isAmbiguous(JsonPointer pointer) {
    readTo(null);
    return path(pointer).ambiguous;
  }

  /** Whether the text is JSON as a whole, no deeper than {@link #MAX_DEPTH}. */
  public boolean isJson() {
    readTo(null);
    return !notJson;
  }

  /** Whether there is anything at a pointer of a JSON text, also null, an object or an array. */
  public boolean has(JsonPointer pointer) {
    readTo(null);
    Path path = path(pointer);
    return path.met[path.met.length - 1];
  }

  /**
   * As {@link #value}, but no more is read than has been, once something stands there: it may be
   * there twice, and the text may yet turn out to be no JSON.
   */
  public @Nullable String first(JsonPointer pointer) {
    Path path = path(pointer);
    readTo(path);
    return path.value;
  }

  private Path path(JsonPointer pointer) {
    for (Path path : paths) {
      // The same list, as a rule: to hold two that differ against each other takes iterators.
      if (path.names == pointer.tokens()) {
        return path;
      }
    }
    for (Path path : paths) {
      if (path.names.equals(pointer.tokens())) {
        return path;
      }
    }
    throw new IllegalArgumentException("not one of those to be read: " + pointer);
  }

  /** Reads on until a path has a value, or to the end. */
  private void readTo(@Nullable Path enough) {
    try {
      while (!over && (enough == null || enough.value == null)) {
        readNext();
      }
    } catch (JsonTokens.NotJsonException e) {
      over = true;
      notJson = true;
      for (Path path : paths) {
        path.value = null;
        path.ambiguous = false;
        path.illegible = false;
      }
    }
  }

  /** Reads a scalar, or the opening of a container, and what ends behind it. */
  private void readNext() throws JsonTokens.NotJsonException {
    char c = tokens.peek();
    if (c == '{' || c == '[') {
      tokens.skip();
      open(c == '[');
      if (tokens.peek() == (c == '[' ? ']' : '}')) {
        tokens.skip();
        close();
      } else {
        enterNext();
        return;
      }
    } else {
      scalar(c);
    }
    afterValue();
    if (depth == 0) {
      tokens.expectEnd();
      over = true;
    }
  }

  /** Closes containers up to the next value, and enters that. */
  private void afterValue() throws JsonTokens.NotJsonException {
    while (depth > 0) {
      leave();
      char c = tokens.peek();
      tokens.skip();
      if (c == ',') {
        index[depth] += isArray() ? 1 : 0;
        enterNext();
        return;
      }
      if (c != (isArray() ? ']' : '}')) {
        throw tokens.notJson();
      }
      close();
    }
  }

  private boolean isArray() {
    return index[depth] != OBJECT;
  }

  private void open(boolean array) {
    boolean onAPath = false;
    if (followed == depth) {
      for (Path path : paths) {
        onAPath |= path.matched == depth && depth < path.met.length;
      }
    }
    depth++;
    followed += onAPath ? 1 : 0;
    if (depth == index.length) {
      index = Arrays.copyOf(index, 2 * depth);
    }
    index[depth] = array ? 0 : OBJECT;
  }

  private void close() {
    depth--;
    followed = Math.min(followed, depth);
  }

  private void enterNext() throws JsonTokens.NotJsonException {
    if (depth >= MAX_DEPTH) {
      throw tokens.notJson();
    }
    boolean wanted = followed == depth;
    if (!isArray()) {
      tokens.memberName(wanted);
    }
    if (!wanted) {
      return;
    }
    for (Path path : paths) {
      if (path.leadsOn(depth) && isNext(path.names.get(path.matched))) {
        path.ambiguous |= path.met[path.matched];
        path.met[path.matched] = true;
        path.matched++;
      }
    }
  }

  private boolean isNext(String token) {
    if (!isArray()) {
      return tokens.nameIs(token);
    }
    // An index has no other digits than these.
    return Character.isDigit(token.isEmpty() ? ' ' : token.charAt(0))
        && token.equals(Integer.toString(index[depth]));
  }

  private void leave() {
    if (followed == depth) {
      for (Path path : paths) {
        path.matched = Math.min(path.matched, depth - 1);
      }
    }
  }

  private void scalar(char first) throws JsonTokens.NotJsonException {
    boolean wanted = false;
    if (followed == depth) {
      for (Path path : paths) {
        wanted |= path.isAt(depth);
      }
    }
    String text = tokens.scalar(first, wanted);
    if (wanted) {
      boolean illegible = text != null && hasLoneSurrogate(text);
      for (Path path : paths) {
        if (path.isAt(depth)) {
          path.value = illegible ? null : text;
          path.illegible = illegible;
        }
      }
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return true;
      }
      // Behind both halves of a pair.
      i += Character.charCount(c) - 1;
    }
    return false;
  }

  /** The way to one pointer, and what is there. */
  private static final class Path {
    private final List<String> names;
    // Which of the names the open containers have had already.
    private final boolean[] met;
    // How many of the names the path to the current value has matched.
    private int matched;
    private boolean ambiguous;
    private boolean illegible;
    private @Nullable String value;

    private Path(List<String> names) {
      this.names = names;
      this.met = new boolean[names.size()];
    }

    /** Whether it goes through the innermost open container. */
    private boolean leadsOn(int depth) {
      return matched == depth - 1 && matched < met.length;
    }

    /** Whether it ends at the current value. */
    private boolean isAt(int depth) {
      return matched == depth && depth == met.length;
    }
  }
}
