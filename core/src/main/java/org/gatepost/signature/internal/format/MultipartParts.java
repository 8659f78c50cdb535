package org.gatepost.signature.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.gatepost.signature.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a body, one after the other (RFC 2046, section 5.1.1), read strictly: where readers
 * could find other parts, or other names, the body is refused. Not thread-safe.
 */
final class MultipartParts {
  /** Longer headers of a part are refused (inclusive bound). */
  static final int MAX_HEAD_IN_BYTES = 16_384;

  private final byte[] body;
  private final byte[] delimiter;
  // Behind the delimiter before the next part.
  private int next;
  private int count;
  private int start;
  private int end;
  private String disposition = "";
  private @Nullable HeaderParameters parameters;
  private boolean isPlain;

  MultipartParts(byte[] body, byte[] delimiter) {
    this.body = body;
    this.delimiter = delimiter;
    // The first delimiter has no line break before it.
    this.next = delimiter.length - 2;
  }

  /**
   * Goes to the next part, if there is one.
   *
   * @throws RefusedException if the parts cannot be told, or there are too many
   */
  boolean next() throws RefusedException {
    if (isAt(next, "--")) {
      int rest = body.length - next - 2;
      if (rest != 0 && !(rest == 2 && isAt(next + 2, "\r\n"))) {
        throw malformed("it goes on behind its end");
      }
      return false;
    }
    if (!isAt(next, "\r\n")) {
      throw malformed("a boundary is not a line");
    }
    if (++count > FormPairs.MAX_PAIRS) {
      throw malformed("it has more than " + FormPairs.MAX_PAIRS + " parts");
    }
    start = head(next + 2);
    end = delimiterFrom(start);
    if (end < 0 || isDelimiterAt(start - 2)) {
      throw malformed("a part has no end");
    }
    next = end + delimiter.length;
    return true;
  }

  /** Reads the headers of a part, and returns where its content begins. */
  private int head(int from) throws RefusedException {
    disposition = "";
    parameters = null;
    isPlain = true;
    int at = from;
    while (!isAt(at, "\r\n")) {
      int line = at;
      while (at < body.length && body[at] != '\r' && body[at] != '\n' && body[at] != 0) {
        at++;
      }
      if (!isAt(at, "\r\n") || at - from > MAX_HEAD_IN_BYTES) {
        throw malformed("the headers of a part have no end");
      }
      header(new String(body, line, at - line, StandardCharsets.ISO_8859_1));
      at += 2;
    }
    return at + 2;
  }

  private void header(String line) throws RefusedException {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!FieldName.isLowerCase(name)) {
      // Also a line that goes on with the one before, which not all readers know.
      throw malformed("a part has a line that is no header");
    }
    String value = line.substring(colon + 1).strip();
    switch (name) {
      case "content-disposition" -> {
        if (!disposition.isEmpty()) {
          throw malformed("a part has two dispositions");
        }
        disposition = value;
        parameters = HeaderParameters.parse(value);
      }
      case "content-transfer-encoding" ->
          isPlain &=
              value.equalsIgnoreCase("7bit")
                  || value.equalsIgnoreCase("8bit")
                  || value.equalsIgnoreCase("binary");
      case "content-type" -> isPlain &= isUtf8(HeaderParameters.parse(value));
      default -> {}
    }
  }

  private static boolean isUtf8(@Nullable HeaderParameters type) {
    String charset = type == null ? "" : type.value("charset");
    return charset == null
        || charset.equalsIgnoreCase("utf-8")
        || charset.equalsIgnoreCase("us-ascii");
  }

  /** The name of the part's field, or null if it has none. */
  @Nullable String name() {
    if (parameters == null || !parameters.word().equalsIgnoreCase("form-data")) {
      return null;
    }
    String name = parameters.value("name");
    return name == null
        ? null
        : new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Whether the part is a file. */
  boolean isFile() {
    return parameters != null && (parameters.has("filename") || parameters.has("filename*"));
  }

  /**
   * Whether the part is a certain field.
   *
   * @throws RefusedException if it is for some readers and not for others, or they read another
   *     value
   */
  boolean isNamed(String wanted) throws RefusedException {
    // By far most have nothing of the name.
    if (!mayName(wanted)) {
      return false;
    }
    boolean isQuoted = disposition.indexOf('\\') >= 0;
    boolean isClear =
        !isQuoted && parameters != null && !parameters.has("name*") && !isTwice("name");
    String name = isClear ? name() : null;
    if (isClear && (name == null || !(name.equals(wanted) || unescaped(name).equals(wanted)))) {
      return false;
    }
    if (name == null || !name.equals(wanted) || isFile() || !isPlain) {
      throw malformed("it has a part that not all read as form field " + wanted);
    }
    return true;
  }

  private boolean mayName(String wanted) {
    return disposition.contains(wanted) || unescaped(disposition).contains(wanted);
  }

  private boolean isTwice(String name) {
    return parameters != null && parameters.has(name) && parameters.value(name) == null;
  }

  /** The text with its escapes of URLs decoded, as some writers have them in names. */
  private static String unescaped(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder unescaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      byte[] one =
          text.charAt(i) == '%' && i + 2 < text.length()
              ? Encoding.HEX.decode(text, i + 1, i + 3)
              : null;
      unescaped.append(one == null ? text.charAt(i) : (char) (one[0] & 0xFF));
      i += one == null ? 0 : 2;
    }
    return unescaped.toString();
  }

  /** Where the part's content begins. */
  int start() {
    return start;
  }

  /** Where the part's content ends, exclusive. */
  int end() {
    return end;
  }

  private boolean isAt(int at, String text) {
    boolean is = at + text.length() <= body.length;
    for (int i = 0; is && i < text.length(); i++) {
      is = body[at + i] == text.charAt(i);
    }
    return is;
  }

  private boolean isDelimiterAt(int at) {
    boolean is = at + delimiter.length <= body.length;
    for (int i = 0; is && i < delimiter.length; i++) {
      is = body[at + i] == delimiter[i];
    }
    return is;
  }

  /** No delimiter has a second line break, so that looking for it takes linear time. */
  private int delimiterFrom(int from) {
    for (int at = from; at + delimiter.length <= body.length; at++) {
      if (body[at] == '\r' && isDelimiterAt(at)) {
        return at;
      }
    }
    return -1;
  }

  private static RefusedException malformed(String why) {
    return new RefusedException(
        Refusal.Reason.MALFORMED, "the body is not multipart/form-data as it says: " + why);
  }
}
