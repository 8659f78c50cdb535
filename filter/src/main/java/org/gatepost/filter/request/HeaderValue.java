package org.gatepost.filter.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header's value with parameters, such as {@code form-data; name="file"} (RFC 9110, section
 * 5.6.6). Immutable.
 *
 * @param value what stands before the parameters, in lower case
 * @param parameters by their names in lower case, in their order; of two of one name the first
 */
record HeaderValue(String value, Map<String, String> parameters) {

  /** Reads a value leniently: what is no parameter is left out. */
  static HeaderValue parse(String text) {
    int semicolon = text.indexOf(';');
    String value = semicolon < 0 ? text : text.substring(0, semicolon);
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = semicolon < 0 ? text.length() : semicolon + 1;
    while (at < text.length()) {
      int end = endOfParameter(text, at);
      String parameter = text.substring(at, end);
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            lowerCase(parameter.substring(0, equals)),
            unquote(parameter.substring(equals + 1).strip()));
      }
      at = end + 1;
    }
    return new HeaderValue(lowerCase(value), Collections.unmodifiableMap(parameters));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  private static String lowerCase(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** The next semicolon outside quotation marks. */
  private static int endOfParameter(String text, int start) {
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i += isEscape(text, i) ? 1 : 0;
      } else if (!quoted && c == ';') {
        return i;
      }
    }
    return text.length();
  }

  private static String unquote(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < text.length() - 1; i++) {
      if (isEscape(text, i) && i + 1 < text.length() - 1) {
        i++;
      }
      plain.append(text.charAt(i));
    }
    return plain.toString();
  }

  /** Other backslashes stand for themselves: old browsers sent paths as file names. */
  private static boolean isEscape(String text, int at) {
    return text.charAt(at) == '\\'
        && at + 1 < text.length()
        && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
  }
}
