package org.gatepost.signature.internal.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of a JSON text in UTF-8 strictly (RFC 8259), one after the other. */
final class JsonTokens {

  /** The text is not JSON. */
  static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private NotJsonException() {
      super("not JSON", null, false, false);
    }
  }

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final byte[] json;
  private int position;
  // How the last string is written.
  private boolean escaped;
  private boolean ascii;
  // Where the last name stands and, if it is not as it stands there, what it is.
  private int nameStart;
  private int nameEnd;
  private @Nullable String name;

  JsonTokens(byte[] json) {
    this.json = json;
    this.position = lengthOfMark(json);
  }

  /** How many bytes of a text are the byte order mark that it may begin with (RFC 8259, 8.1). */
  static int lengthOfMark(byte[] json) {
    int length = BYTE_ORDER_MARK.length;
    return json.length >= length && Arrays.equals(json, 0, length, BYTE_ORDER_MARK, 0, length)
        ? length
        : 0;
  }

  NotJsonException notJson() {
    return new NotJsonException();
  }

  /** The next character that is not white space, which stays to be read. */
  char peek() throws NotJsonException {
    skipWhiteSpace();
    return current();
  }

  /** How many bytes have been read. */
  int position() {
    return position;
  }

  void skip() {
    position++;
  }

  void expectEnd() throws NotJsonException {
    skipWhiteSpace();
    if (position != json.length) {
      throw notJson();
    }
  }

  /** Reads a member's name and the colon behind it, for {@link #nameIs} if it is wanted. */
  void memberName(boolean wanted) throws NotJsonException {
    if (peek() != '"') {
      throw notJson();
    }
    nameStart = position + 1;
    skipString();
    nameEnd = position - 1;
    name = ascii && !escaped ? null : text(nameStart, nameEnd, wanted);
    if (peek() != ':') {
      throw notJson();
    }
    skip();
  }

  /** The name that was last read, and wanted. */
  String name() {
    return name == null ? ascii(nameStart, nameEnd) : name;
  }

  /** Whether the name that was last read is this. */
  boolean nameIs(String other) {
    if (name != null) {
      return name.equals(other);
    }
    if (other.length() != nameEnd - nameStart) {
      return false;
    }
    for (int i = 0; i < other.length(); i++) {
      if (json[nameStart + i] != other.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a string, number, boolean or null.
   *
   * @param first what {@link #peek} saw
   * @param wanted whether the caller uses the text
   * @return the text, or null for JSON's null; if not wanted, anything. JSON may escape half a
   *     surrogate pair (RFC 8259, section 8.2)
   */
  @Nullable String scalar(char first, boolean wanted) throws NotJsonException {
    return switch (first) {
      case '"' -> string(wanted);
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> {
        literal("null");
        yield null;
      }
      default -> number(wanted);
    };
  }

  private String literal(String word) throws NotJsonException {
    for (int i = 0; i < word.length(); i++) {
      if (current() != word.charAt(i)) {
        throw notJson();
      }
      position++;
    }
    return word;
  }

  private String number(boolean wanted) throws NotJsonException {
    int start = position;
    if (at('-')) {
      position++;
    }
    if (at('0')) {
      position++;
    } else {
      digits();
    }
    if (at('.')) {
      position++;
      digits();
    }
    if (at('e') || at('E')) {
      position++;
      if (at('+') || at('-')) {
        position++;
      }
      digits();
    }
    return wanted ? ascii(start, position) : "";
  }

  private void digits() throws NotJsonException {
    int start = position;
    while (position < json.length && json[position] >= '0' && json[position] <= '9') {
      position++;
    }
    if (position == start) {
      throw notJson();
    }
  }

  private String string(boolean wanted) throws NotJsonException {
    int start = position + 1;
    skipString();
    return text(start, position - 1, wanted);
  }

  /** Reads a string, and notes how it is written. */
  private void skipString() throws NotJsonException {
    position++;
    escaped = false;
    ascii = true;
    for (int c = nextSpecial(); c != '"'; c = nextSpecial()) {
      if (c == '\\') {
        escaped = true;
        position++;
        escape(null);
      } else if (c < ' ') {
        throw notJson();
      } else {
        ascii = false;
        position++;
      }
    }
    position++;
  }

  /** What the string means that was last read and stands there; if not wanted, anything. */
  private String text(int start, int end, boolean wanted) throws NotJsonException {
    if (!wanted && ascii) {
      return "";
    }
    if (wanted && escaped) {
      return unescape(start, end);
    }
    // Decoded also where not wanted: bytes that are not UTF-8 are not JSON either.
    return ascii ? ascii(start, end) : decode(start, end);
  }

  /** Goes on to the next quote, backslash, control character or byte beyond ASCII. */
  private int nextSpecial() throws NotJsonException {
    int at = position;
    for (; at <= json.length - Long.BYTES; at += Long.BYTES) {
      long special = special((long) EIGHT_BYTES.get(json, at));
      if (special != 0) {
        position = at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
        return json[position] & 0xFF;
      }
    }
    while (at < json.length && !isSpecial(json[at])) {
      at++;
    }
    position = at;
    return current();
  }

  private static boolean isSpecial(byte b) {
    // Bytes beyond ASCII are negative.
    return b < ' ' || b == '"' || b == '\\';
  }

  /**
   * Of eight bytes those that {@link #isSpecial}: the first of them in reading order has its
   * highest bit set, and none before it.
   */
  private static long special(long bytes) {
    long quote = bytes ^ EACH_BYTE * '"';
    long backslash = bytes ^ EACH_BYTE * '\\';
    // A byte less than n borrows from its highest bit when n is subtracted, and perhaps from those
    // of later bytes.
    return ((bytes - EACH_BYTE * ' ') | (quote - EACH_BYTE) | (backslash - EACH_BYTE) | bytes)
        & HIGHEST_BITS;
  }

  private String ascii(int start, int end) {
    return new String(json, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private String unescape(int start, int end) throws NotJsonException {
    StringBuilder text = new StringBuilder(end - start);
    int resume = position;
    position = start;
    while (position < end) {
      int run = position;
      while (position < end && json[position] != '\\') {
        position++;
      }
      text.append(decode(run, position));
      if (position < end) {
        position++;
        escape(text);
      }
    }
    position = resume;
    return text.toString();
  }

  /** Reads what stands behind a backslash, and appends what it means. */
  private void escape(@Nullable StringBuilder target) throws NotJsonException {
    char c = current();
    position++;
    int meaning =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> hex4();
          default -> throw notJson();
        };
    if (target != null) {
      target.append((char) meaning);
    }
  }

  private int hex4() throws NotJsonException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(current(), 16);
      if (digit < 0) {
        throw notJson();
      }
      value = value << 4 | digit;
      position++;
    }
    return value;
  }

  private String decode(int start, int end) throws NotJsonException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(json, start, end - start))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw notJson();
    }
  }

  private boolean at(char c) {
    return position < json.length && json[position] == c;
  }

  private char current() throws NotJsonException {
    if (position >= json.length) {
      throw notJson();
    }
    return (char) (json[position] & 0xFF);
  }

  private void skipWhiteSpace() {
    while (position < json.length) {
      byte c = json[position];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      position++;
    }
  }
}
