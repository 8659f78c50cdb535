package org.gatepost.cdi.internal.json;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a JSON text that a library has bound for values that the bound type cannot hold:
 * libraries change some without a word. One pass, linear in the text; what no {@link Shape} is
 * known of is passed over. Immutable; methods take the place where they begin, and return the place
 * behind what they have looked at, which keeps it out of memory.
 */
final class ShapeCheck {
  private final JsonBytes json;

  private ShapeCheck(JsonBytes json) {
    this.json = json;
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
    try {
      JsonBytes json = new JsonBytes(text);
      int end = new ShapeCheck(json).value(shape, null, 0);
      if (json.nextOrEnd(end) < json.length()) {
        // Which Yasson passes over, whatever it is.
        throw new PayloadException("the body has something behind its JSON");
      }
    } catch (IndexOutOfBoundsException endsEarly) {
      throw new PayloadException("the body ends early");
    }
  }

  private int value(Shape shape, @Nullable String name, int start) throws PayloadException {
    int at = json.next(start);
    byte c = json.at(at);
    if (shape instanceof Shape.Value value) {
      return scalar(value, name, at);
    } else if (c == '{' && shape instanceof Members members) {
      return object(members, at);
    } else if (c == '{' && shape instanceof Shape.Entries entries) {
      return entries(entries, name, at);
    } else if (c == '{' && shape instanceof Shape.Subtypes subtypes) {
      return value(chosen(subtypes, at), name, at);
    } else if (c == '[' && shape instanceof Shape.Elements elements) {
      return array(elements.element(), name, at);
    } else if (c == '[' && shape != Shape.ANY && !(shape instanceof Shape.Untyped)) {
      // Of which Yasson takes the first element, and leaves the others out.
      throw new PayloadException("the body has an array where one is bound" + at(name));
    }
    return shape instanceof Shape.Untyped ? untyped(name, at) : behind(at);
  }

  private int object(Members members, int begin) throws PayloadException {
    Members.Table table = members.table();
    Members.Member expected = table.first();
    int at = json.next(begin + 1);
    while (json.at(at) != '}') {
      int from = json.isAt(at, JsonBytes.COMMA_QUOTE) ? at + 2 : require('"', behindComma(at));
      long word = json.word(from);
      Members.Member member;
      if (expected != null && expected.isAt(from, word, json)) {
        member = expected;
        at = json.next(from + member.length + 2);
      } else {
        int plain = JsonBytes.plain(word);
        int end = plain < Long.BYTES ? from + plain : json.endOfPlain(from + Long.BYTES);
        if (json.at(end) == '"') {
          member = table.find(word, json, from, end);
          at = end + 1;
        } else {
          at = json.behindString(from);
          JsonBytes name = new JsonBytes(unescaped(from, at - 1));
          member = table.find(name.word(0), name, 0, name.length());
        }
        at = json.next(require(':', json.next(at)));
      }
      if (member != null) {
        expected = member.next();
      }
      if (member == null || member.passedOver || (member.single && json.at(at) != '[')) {
        at = json.next(json.at(at) == '"' ? json.behindString(at + 1) : behind(at));
      } else {
        int certain = behindCertain(member, at);
        at = certain > 0 ? certain : json.next(value(member.shape, member.name, at));
      }
    }
    return at + 1;
  }

  /** Behind a value that certainly fits, or 0 if it has to be looked at more closely. */
  private int behindCertain(Members.Member member, int start) {
    long word = json.word(start);
    int digits = JsonBytes.digits(word);
    if (digits == Long.BYTES) {
      digits += JsonBytes.digits(json.word(start + Long.BYTES));
    } else if (digits == 0) {
      boolean isTrue = member.booleans && (int) word == JsonBytes.TRUE;
      return isTrue && isEnd(json.at(start + 4)) ? start + 4 : 0;
    }
    int end = start + digits;
    if (member.rounds && json.at(end) == '.') {
      int fraction = JsonBytes.digits(json.word(end + 1));
      end += 1 + fraction;
    }
    return digits <= member.digits && isEnd(json.at(end)) ? end : 0;
  }

  private int entries(Shape.Entries entries, @Nullable String name, int start)
      throws PayloadException {
    int at = json.next(start + 1);
    while (json.at(at) != '}') {
      int from = require('"', behindComma(at));
      at = json.behindString(from);
      if (entries.key() instanceof Shape.Value key
          && !key.scalar().holdsText(unescaped(from, at - 1))) {
        throw unfit("a key", key, name);
      }
      at = json.next(value(entries.value(), name, require(':', json.next(at))));
    }
    return at + 1;
  }

  private int array(Shape element, @Nullable String name, int start) throws PayloadException {
    int at = json.next(start + 1);
    while (json.at(at) != ']') {
      at = json.next(value(element, name, behindComma(at)));
    }
    return at + 1;
  }

  /** What the object that begins here is, by the member that says so. */
  private Shape chosen(Shape.Subtypes subtypes, int start) throws PayloadException {
    Shape chosen = subtypes.otherwise();
    int at = json.next(start + 1);
    while (json.at(at) != '}') {
      int from = require('"', behindComma(at));
      at = json.behindString(from);
      boolean says = unescaped(from, at - 1).equals(subtypes.key());
      int value = json.next(require(':', json.next(at)));
      at = behind(value);
      if (says && json.at(value) == '"') {
        chosen = subtypes.byAlias().getOrDefault(unescaped(value + 1, at - 1), Shape.ANY);
      }
      at = json.next(at);
    }
    return chosen;
  }

  private int scalar(Shape.Value value, @Nullable String name, int start) throws PayloadException {
    Scalar scalar = value.scalar();
    switch (json.at(start)) {
      case '"' -> {
        int end = json.behindString(start + 1);
        if (!scalar.holdsText(unescaped(start + 1, end - 1))) {
          throw unfit("a string", value, name);
        }
        return end;
      }
      case '[' -> throw unfit("an array", value, name);
      case '{' -> throw unfit("an object", value, name);
      case 'n' -> {
        if (value.primitive()) {
          throw unfit("null", value, name);
        }
        return behindToken(start);
      }
      case 't', 'f' -> {
        if (!scalar.holdsBooleans()) {
          throw unfit("a boolean", value, name);
        }
        return behindToken(start);
      }
      default -> {
        return number(value, name, start);
      }
    }
  }

  private int number(Shape.Value value, @Nullable String name, int start) throws PayloadException {
    Scalar scalar = value.scalar();
    int end = behindPlainNumber(scalar, start);
    if (end < 0) {
      end = behindToken(start);
      if (!scalar.holdsNumber(json.text(start, end))) {
        throw unfit("a number", value, name);
      }
    }
    return end;
  }

  /** Behind the number that begins here, or -1 if it has to be looked at more closely. */
  private int behindPlainNumber(Scalar scalar, int start) {
    // As far as this the text has no end, and a number no more digits than a long, or a float.
    int far = Math.min(json.length() - 1, start + Scalar.CERTAINLY_LONG);
    boolean negative = json.at(start) == '-';
    int first = negative ? start + 1 : start;
    int at = first;
    long number = 0;
    int digit = json.at(at) - '0';
    while (digit >= 0 && digit <= 9 && at < far) {
      number = 10 * number + digit;
      digit = json.at(++at) - '0';
    }
    if (at == first) {
      return -1;
    }
    if (json.at(at) == '.' && scalar.rounds()) {
      do {
        digit = json.at(++at) - '0';
      } while (digit >= 0 && digit <= 9 && at < far);
      return isOfToken(json.at(at)) ? -1 : at;
    }
    boolean held = !isOfToken(json.at(at)) && scalar.certainlyHolds(negative ? -number : number);
    return held ? at : -1;
  }

  private static PayloadException unfit(String kind, Shape.Value value, @Nullable String name) {
    return new PayloadException(
        "the body has "
            + kind
            + " that "
            + value.scalar().name().toLowerCase(Locale.ROOT)
            + " cannot hold"
            + at(name));
  }

  private static String at(@Nullable String name) {
    return name == null ? "" : " at " + name;
  }

  /** What a string says of which this is the inside. */
  private String unescaped(int from, int to) {
    String raw = json.text(from, to);
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
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

  /** Behind a value of which only the numbers are looked at, however deep it is. */
  private int untyped(@Nullable String name, int start) throws PayloadException {
    int end = behind(start);
    int at = start;
    while (at < end) {
      byte c = json.at(at);
      if (c == '"') {
        at = json.behindString(at + 1);
      } else if (isOfToken(c)) {
        int from = at;
        at = behindToken(at);
        if ((c == '-' || (c >= '0' && c <= '9')) && !Scalar.isPlain(json.text(from, at))) {
          throw new PayloadException("the body has a number that Object cannot hold" + at(name));
        }
      } else {
        at++;
      }
    }
    return end;
  }

  /** Behind the value that begins here, however deep it is. */
  private int behind(int start) throws PayloadException {
    int at = start;
    int depth = 0;
    do {
      switch (json.at(at)) {
        case '"' -> at = json.behindString(at + 1);
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':', ' ', '\t', '\n', '\r' -> at++;
        default -> at = behindToken(at);
      }
    } while (depth > 0);
    return at;
  }

  private int behindToken(int start) throws PayloadException {
    int at = start;
    while (at < json.length() && isOfToken(json.at(at))) {
      at++;
    }
    if (at == start) {
      throw new PayloadException("the body is not JSON");
    }
    return at;
  }

  private static boolean isOfToken(byte c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || c == '.'
        || c == '-'
        || c == '+'
        || c == 'E';
  }

  private static boolean isEnd(byte c) {
    return c == ',' || c == '}';
  }

  private int behindComma(int at) {
    return json.at(at) == ',' ? json.next(at + 1) : at;
  }

  private int require(char expected, int at) throws PayloadException {
    if (json.at(at) != expected) {
      throw new PayloadException("the body is not JSON");
    }
    return at + 1;
  }
}
