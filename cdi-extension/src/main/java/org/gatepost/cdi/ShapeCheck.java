package org.gatepost.cdi;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a JSON text that a library has bound for values that the bound type cannot hold:
 * libraries change some without a word. One pass, linear in the text; what no {@link Shape} is
 * known of is passed over. Not thread-safe: of one text.
 */
final class ShapeCheck {
  private final String text;
  private int at;

  private ShapeCheck(String text) {
    this.text = text;
  }

  /**
   * Checks a text.
   *
   * @param shape what is bound
   * @param text the JSON, which a library has read
   * @throws PayloadException if the type cannot hold a value; the message names the member as the
   *     class does, and quotes nothing
   */
  static void require(Shape shape, String text) throws PayloadException {
    if (shape != Shape.ANY) {
      try {
        new ShapeCheck(text).value(shape, null);
      } catch (IndexOutOfBoundsException endsEarly) {
        throw new PayloadException("the body ends early");
      }
    }
  }

  private void value(Shape shape, @Nullable String name) throws PayloadException {
    char c = next();
    if (shape instanceof Shape.Value value) {
      scalar(value, c, name);
    } else if (c == '{' && shape instanceof Members members) {
      object(members, null, name);
    } else if (c == '{' && shape instanceof Shape.Entries entries) {
      object(null, entries, name);
    } else if (c == '{' && shape instanceof Shape.Subtypes subtypes) {
      value(chosen(subtypes), name);
    } else if (c == '[' && shape instanceof Shape.Elements elements) {
      array(elements.element(), name);
    } else {
      skip();
    }
  }

  private void object(
      @Nullable Members members, Shape.@Nullable Entries entries, @Nullable String name)
      throws PayloadException {
    at++;
    while (next() != '}') {
      if (text.charAt(at) == ',') {
        at++;
        next();
      }
      int place = members == null ? -1 : member(members);
      if (entries != null) {
        key(entries.key(), name);
      }
      require(':');
      if (entries != null) {
        value(entries.value(), name);
      } else if (members != null && place >= 0) {
        value(members.shape(place), members.name(place));
      } else {
        next();
        skip();
      }
    }
    at++;
  }

  private void key(Shape shape, @Nullable String name) throws PayloadException {
    String key = string();
    if (shape instanceof Shape.Value value && !value.scalar().holdsText(key)) {
      throw unfit("a key", value, name);
    }
  }

  private void array(Shape element, @Nullable String name) throws PayloadException {
    at++;
    while (next() != ']') {
      if (text.charAt(at) == ',') {
        at++;
      }
      value(element, name);
    }
    at++;
  }

  /** What the object that begins here is, by the member that says so. */
  private Shape chosen(Shape.Subtypes subtypes) throws PayloadException {
    int start = at;
    Shape chosen = subtypes.otherwise();
    at++;
    while (next() != '}') {
      if (text.charAt(at) == ',') {
        at++;
        next();
      }
      boolean says = string().equals(subtypes.key());
      require(':');
      if (next() == '"' && says) {
        chosen = subtypes.byAlias().getOrDefault(string(), Shape.ANY);
      } else {
        skip();
      }
    }
    at = start;
    return chosen;
  }

  private void scalar(Shape.Value value, char c, @Nullable String name) throws PayloadException {
    Scalar scalar = value.scalar();
    int start = at;
    switch (c) {
      case '"' -> {
        if (!scalar.holdsText(string())) {
          throw unfit("a string", value, name);
        }
      }
      case '{', '[' -> skip();
      case 'n' -> {
        skip();
        if (value.primitive()) {
          throw unfit("null", value, name);
        }
      }
      case 't', 'f' -> {
        skip();
        if (!scalar.holdsBooleans()) {
          throw unfit("a boolean", value, name);
        }
      }
      default -> {
        skipToken();
        if (!scalar.holdsNumber(text, start, at)) {
          throw unfit("a number", value, name);
        }
      }
    }
  }

  private static PayloadException unfit(String kind, Shape.Value value, @Nullable String name) {
    return new PayloadException(
        "the body has "
            + kind
            + " that "
            + value.scalar().name().toLowerCase(Locale.ROOT)
            + " cannot hold"
            + (name == null ? "" : " at " + name));
  }

  /** Goes behind the name that begins here, and gives its place in the table, or -1. */
  private int member(Members members) throws PayloadException {
    require('"');
    int start = at;
    int hash = 0;
    char c = text.charAt(at);
    while (c != '"') {
      if (c == '\\') {
        at = start - 1;
        String name = string();
        return members.find(name.hashCode(), name, 0, name.length());
      }
      hash = 31 * hash + c;
      c = text.charAt(++at);
    }
    return members.find(hash, text, start, at++);
  }

  /** Goes behind the string that begins here. */
  private String string() throws PayloadException {
    require('"');
    int start = at;
    behindString();
    String raw = text.substring(start, at - 1);
    return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
  }

  private static String unescaped(String raw) {
    StringBuilder plain = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\') {
        c = raw.charAt(++i);
        switch (c) {
          case 'b' -> c = '\b';
          case 'f' -> c = '\f';
          case 'n' -> c = '\n';
          case 'r' -> c = '\r';
          case 't' -> c = '\t';
          case 'u' -> {
            c = (char) Integer.parseInt(raw, i + 1, i + 5, 16);
            i += 4;
          }
          default -> {}
        }
      }
      plain.append(c);
    }
    return plain.toString();
  }

  /** Goes behind the value that begins here, however deep it is. */
  private void skip() throws PayloadException {
    int depth = 0;
    do {
      char c = text.charAt(at);
      switch (c) {
        case '"' -> {
          at++;
          behindString();
        }
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':', ' ', '\t', '\n', '\r' -> at++;
        default -> skipToken();
      }
    } while (depth > 0);
  }

  private void skipToken() throws PayloadException {
    int start = at;
    while (at < text.length() && isOfToken(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw new PayloadException("the body is not JSON");
    }
  }

  private static boolean isOfToken(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || c == '.'
        || c == '-'
        || c == '+'
        || c == 'E';
  }

  /** From behind the opening quote to behind the closing one. */
  private void behindString() throws PayloadException {
    int end = text.indexOf('"', at);
    while (end > 0 && isEscaped(end)) {
      end = text.indexOf('"', end + 1);
    }
    if (end < 0) {
      throw new PayloadException("the body ends early");
    }
    at = end + 1;
  }

  private boolean isEscaped(int quote) {
    int first = quote;
    while (first > at && text.charAt(first - 1) == '\\') {
      first--;
    }
    return (quote - first) % 2 == 1;
  }

  private void require(char expected) throws PayloadException {
    if (next() != expected) {
      throw new PayloadException("the body is not JSON");
    }
    at++;
  }

  /** Goes to the next character that is not white space. */
  private char next() {
    char c = text.charAt(at);
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      c = text.charAt(++at);
    }
    return c;
  }
}
