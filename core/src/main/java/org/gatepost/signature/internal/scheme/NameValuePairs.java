package org.gatepost.signature.internal.scheme;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.MultipartForm;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.SeparatedText;
import org.jspecify.annotations.Nullable;

/** The parts of a request's URL, and the fields of a form in its body. */
public final class NameValuePairs {
  private final SignedRequest request;
  private @Nullable String form;

  public NameValuePairs(SignedRequest request) {
    this.request = request;
  }

  /** The URL from its path on, with the query. */
  public String path() {
    String url = request.url();
    int authority = url.indexOf("://");
    int path = url.indexOf('/', authority < 0 ? 0 : authority + 3);
    return path < 0 ? "/" : url.substring(path);
  }

  /** The URL without its query. */
  String endpoint() {
    int mark = request.url().indexOf('?');
    return mark < 0 ? request.url() : request.url().substring(0, mark);
  }

  /** A query parameter, decoded; null if it is absent or empty. */
  public @Nullable String queryParameter(String name) throws RefusedException {
    return value(query(), name, "query parameter");
  }

  /** A field of the form in the body, decoded; null if it is absent or empty. */
  public @Nullable String formField(String name) throws RefusedException {
    if (form == null && FormPairs.beginsAsJson(request.body())) {
      // What a text within JSON has between ampersands is no field.
      return null;
    }
    if (form == null) {
      MultipartForm parts = MultipartForm.of(request);
      if (parts != null) {
        String value = parts.only(name, Refusal.Reason.MALFORMED);
        return value == null || value.isEmpty() ? null : value;
      }
      form = new String(request.body(), StandardCharsets.UTF_8);
    }
    return value(form, name, "form field");
  }

  /** The query's parameters as they were sent, sorted; empty if there is no query. */
  public String sortedQuery() {
    List<String> pairs = SeparatedText.parts(query(), '&');
    Collections.sort(pairs);
    return String.join("&", pairs);
  }

  /**
   * The URL with those escapes decoded that HubSpot decodes before it signs ("Validating requests",
   * version 3); each once.
   */
  String decodedUrl() {
    String url = request.url();
    StringBuilder decoded = new StringBuilder(url.length());
    for (int i = 0; i < url.length(); i++) {
      byte[] escaped =
          url.charAt(i) == '%' && i + 2 < url.length()
              ? Encoding.HEX.decode(url.substring(i + 1, i + 3))
              : null;
      if (escaped != null && ":/?@!$'()*,;".indexOf(escaped[0]) >= 0) {
        decoded.append((char) escaped[0]);
        i += 2;
      } else {
        decoded.append(url.charAt(i));
      }
    }
    return decoded.toString();
  }

  /** The query as it was sent; empty if there is none. */
  String query() {
    int mark = request.url().indexOf('?');
    return mark < 0 ? "" : request.url().substring(mark + 1);
  }

  /** Looks at the pairs where they stand: a list of them is many times as large as the body. */
  private static @Nullable String value(String pairs, String name, String what)
      throws RefusedException {
    String found = null;
    int equals = pairs.indexOf('=');
    int end;
    for (int start = 0; start <= pairs.length(); start = end + 1) {
      int sign = pairs.indexOf('&', start);
      end = sign < 0 ? pairs.length() : sign;
      // Looked for from where the last one was passed, as each search may run to the end.
      if (equals >= 0 && equals < start) {
        equals = pairs.indexOf('=', start);
      }
      boolean hasValue = equals >= 0 && equals < end;
      if (isName(pairs, start, hasValue ? equals : end, name)) {
        if (found != null) {
          throw new RefusedException(
              Refusal.Reason.MALFORMED, what + " " + name + " is there more than once");
        }
        found = hasValue ? decode(pairs.substring(equals + 1, end)) : "";
      }
    }
    return found == null || found.isEmpty() ? null : found;
  }

  private static boolean isName(String pairs, int start, int end, String name) {
    for (int i = start; i < end; i++) {
      if (pairs.charAt(i) == '%' || pairs.charAt(i) == '+') {
        return name.equals(decode(pairs.substring(start, end)));
      }
    }
    return end - start == name.length() && pairs.startsWith(name, start);
  }

  /** The decoded text, or null if it has a broken escape. */
  private static @Nullable String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return null;
    }
  }
}
