package org.gatepost.signature.internal.method.jwt;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.SeparatedText;
import org.gatepost.signature.internal.scheme.Places;

/**
 * Method, path and query of a request in the one spelling that Atlassian Connect hashes
 * (developer.atlassian.com, "Creating a query string hash").
 */
final class CanonicalRequest {
  /** More parameters are refused (inclusive bound). */
  static final int MAX_PARAMETERS = 1000;

  private CanonicalRequest() {}

  /** The canonical form of a request in UTF-8. */
  static byte[] bytes(Places values, TokenRules rules) throws RefusedException {
    return of(values.request().method(), values.path(), rules.basePath())
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The canonical form.
   *
   * @param pathAndQuery the URL from its path on
   * @param basePath the path of the application's base URL, which the sender leaves out
   * @throws RefusedException if the query is not percent-encoded, or too long
   */
  static String of(String method, String pathAndQuery, String basePath) throws RefusedException {
    int question = pathAndQuery.indexOf('?');
    String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
    String query = question < 0 ? "" : pathAndQuery.substring(question + 1);
    return method.toUpperCase(Locale.ROOT) + '&' + path(path, basePath) + '&' + query(query);
  }

  private static String path(String path, String basePath) {
    String relative =
        path.equals(basePath) || path.startsWith(basePath + "/")
            ? path.substring(basePath.length())
            : path;
    if (relative.endsWith("/")) {
      relative = relative.substring(0, relative.length() - 1);
    }
    // The separator of the canonical form must not stand in one of its parts.
    return relative.isEmpty() ? "/" : relative.replace("&", "%26");
  }

  private static String query(String query) throws RefusedException {
    Map<String, List<String>> parameters = new TreeMap<>();
    List<String> pairs = SeparatedText.parts(query, '&', MAX_PARAMETERS + 1);
    if (pairs.size() > MAX_PARAMETERS) {
      throw malformed();
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = encode(equals < 0 ? pair : pair.substring(0, equals));
      // The token itself may be a parameter, and cannot be in its own hash.
      if (!name.isEmpty() && !name.equals("jwt")) {
        parameters
            .computeIfAbsent(name, absent -> new ArrayList<>())
            .add(encode(equals < 0 ? "" : pair.substring(equals + 1)));
      }
    }
    List<String> canonical = new ArrayList<>();
    parameters.forEach(
        (name, values) -> {
          Collections.sort(values);
          canonical.add(name + '=' + String.join(",", values));
        });
    return String.join("&", canonical);
  }

  /** Decodes a part of a form, and encodes it as RFC 3986 has it. */
  private static String encode(String text) throws RefusedException {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      return URLEncoder.encode(decoded, StandardCharsets.UTF_8)
          .replace("+", "%20")
          .replace("*", "%2A")
          .replace("%7E", "~");
    } catch (IllegalArgumentException notEncoded) {
      throw malformed();
    }
  }

  private static RefusedException malformed() {
    return new RefusedException(
        Refusal.Reason.MALFORMED, "the query is not percent-encoded, or too long");
  }
}
