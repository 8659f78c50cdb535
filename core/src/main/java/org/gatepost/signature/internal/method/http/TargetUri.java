package org.gatepost.signature.internal.method.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.SeparatedText;

/**
 * The URL that a request went to, taken apart into the derived components of RFC 9421, section 2.2.
 * Immutable.
 *
 * @param text all of it, as received, but never without a path
 * @param scheme in lower case
 * @param authority in lower case, without the scheme's own port
 * @param path {@code /} if there is none
 * @param query with its question mark, which stands alone if there is no query
 */
record TargetUri(String text, String scheme, String authority, String path, String query) {
  private static final String HEX_DIGITS = "0123456789ABCDEF";

  /** The URL that a request went to. */
  static TargetUri of(SignedRequest request) throws RefusedException {
    return parse(request.url());
  }

  /**
   * Reads an absolute URL.
   *
   * @throws RefusedException if it is none, or has user information or characters that no URL has
   */
  static TargetUri parse(String url) throws RefusedException {
    int colon = url.indexOf("://");
    if (colon < 1 || !url.chars().allMatch(c -> c > ' ' && c <= '~' && c != '#')) {
      throw malformed("the URL is not absolute, or has characters that no URL has");
    }
    int mark = url.indexOf('?', colon);
    int endOfPath = mark < 0 ? url.length() : mark;
    int slash = url.indexOf('/', colon + 3);
    int path = slash < 0 || slash > endOfPath ? endOfPath : slash;
    String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
    String authority = url.substring(colon + 3, path).toLowerCase(Locale.ROOT);
    if (authority.isEmpty() || authority.contains("@")) {
      throw malformed("the URL has no host, or has user information");
    }
    String ownPort = scheme.equals("https") ? ":443" : ":80";
    if (authority.endsWith(ownPort) && scheme.startsWith("http")) {
      authority = authority.substring(0, authority.length() - ownPort.length());
    }
    return new TargetUri(
        // In HTTP there is always a path (RFC 9110, section 7.1).
        path == endOfPath ? url.substring(0, path) + "/" + url.substring(path) : url,
        scheme,
        authority,
        path == endOfPath ? "/" : url.substring(path, endOfPath),
        mark < 0 ? "?" : url.substring(mark));
  }

  /** The path and the query in the origin-form of HTTP. */
  String requestTarget() {
    return query.length() > 1 || text.endsWith("?") ? path + query : path;
  }

  /**
   * The values of all parameters as they were sent, by their names, encoded as section 2.2.8 has
   * it.
   *
   * @throws RefusedException if a name is not UTF-8, or there are too many
   */
  Map<String, List<String>> queryParameters() throws RefusedException {
    // Of comparable keys, chosen ones that share a hash are found as fast.
    Map<String, List<String>> values = new HashMap<>();
    List<String> pairs = SeparatedText.parts(query.substring(1), '&', FormPairs.MAX_PAIRS + 1);
    if (pairs.size() > FormPairs.MAX_PAIRS) {
      throw malformed("the query has more than " + FormPairs.MAX_PAIRS + " parameters");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = reencode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      values.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
    }
    return values;
  }

  /**
   * Decodes a name or value as forms do, and encodes it again with as few plain characters.
   *
   * @throws RefusedException if it is not UTF-8
   */
  static String reencode(String text) throws RefusedException {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' && i + 2 < text.length()) {
        byte[] decoded = Encoding.HEX.decode(text.substring(i + 1, i + 3));
        if (decoded != null) {
          bytes[length++] = decoded[0];
          i += 2;
          continue;
        }
      }
      bytes[length++] = (byte) (c == '+' ? ' ' : c);
    }
    try {
      // Where bytes are not UTF-8, decoders make the same text of different ones.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
    } catch (CharacterCodingException e) {
      throw malformed("the query is not UTF-8");
    }
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "*-._".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX_DIGITS.charAt(c >> 4)).append(HEX_DIGITS.charAt(c & 0xF));
      }
    }
    return encoded.toString();
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
