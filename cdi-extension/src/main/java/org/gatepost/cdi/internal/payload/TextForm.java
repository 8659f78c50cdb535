package org.gatepost.cdi.internal.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gatepost.cdi.internal.json.PayloadException;

/**
 * The body as text in UTF-8, strictly: what is no UTF-8, or is declared as something else and not
 * ASCII, is refused rather than read wrongly (RFC 8259, section 8.1). A byte order mark stays: the
 * text is what came.
 */
record TextForm() implements PayloadForm {
  public static final TextForm FORM = new TextForm();

  private static final String CHARSET = "charset";
  private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  @Override
  public String of(Payloads payloads) throws PayloadException {
    // Which has a character for each byte, and the same as UTF-8 for those of ASCII.
    String latin1 = new String(payloads.body(), StandardCharsets.ISO_8859_1);
    if (isAscii(latin1)) {
      return latin1;
    }
    if (isDeclaredOtherwise(payloads.contentTypes())) {
      throw new PayloadException("the body is not UTF-8, by its content type");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(payloads.body()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new PayloadException("the body is not UTF-8", e);
    }
  }

  /** The text without the byte order mark that it may begin with. */
  static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** Whether some parameter {@code charset} of the content type names another one. */
  private static boolean isDeclaredOtherwise(List<String> contentTypes) {
    String contentType = contentTypes.isEmpty() ? "" : contentTypes.get(0).toLowerCase(Locale.ROOT);
    int parameter = contentType.indexOf(';');
    while (parameter >= 0) {
      int end = contentType.indexOf(';', parameter + 1);
      String text = contentType.substring(parameter + 1, end < 0 ? contentType.length() : end);
      int equals = text.indexOf('=');
      if (equals >= 0
          && text.substring(0, equals).strip().equals(CHARSET)
          && !UTF_8.contains(text.substring(equals + 1).replace('"', ' ').strip())) {
        return true;
      }
      parameter = end;
    }
    return false;
  }

  /** Whether these bytes are the same text in UTF-8 and in whatever is declared. */
  private static boolean isAscii(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      // A zero is half a character in UTF-16.
      if (c == 0 || c > 0x7F) {
        return false;
      }
    }
    return true;
  }
}
