package org.gatepost.cdi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.Delivery;

/**
 * The body as text in UTF-8, strictly: what is no UTF-8, has a byte order mark, or is declared as
 * something else and not ASCII, is refused rather than read wrongly (RFC 8259, section 8.1).
 */
record TextForm() implements PayloadForm {
  static final TextForm FORM = new TextForm();

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);
  private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  @Override
  public String of(Payloads payloads) throws PayloadException {
    Delivery delivery = payloads.delivery();
    // Which has a character for each byte, and the same as UTF-8 for those of ASCII.
    String latin1 = delivery.body(StandardCharsets.ISO_8859_1);
    if (isAscii(latin1)) {
      return latin1;
    }
    if (isDeclaredOtherwise(delivery)) {
      throw new PayloadException("the body is not UTF-8, by its content type");
    }
    try {
      return requireNoMark(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(delivery.body())).toString());
    } catch (CharacterCodingException e) {
      throw new PayloadException("the body is not UTF-8", e);
    }
  }

  /** The text, unless it begins with a byte order mark, which no JSON does. */
  static String requireNoMark(String text) throws PayloadException {
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw new PayloadException("the body begins with a byte order mark");
    }
    return text;
  }

  private static boolean isDeclaredOtherwise(Delivery delivery) {
    String contentType = delivery.contentType().orElse("");
    Matcher charset = CHARSET.matcher(contentType);
    while (charset.find()) {
      if (!UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
        return true;
      }
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
