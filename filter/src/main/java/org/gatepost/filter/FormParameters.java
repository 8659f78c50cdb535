package org.gatepost.filter;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of an {@code application/x-www-form-urlencoded} body. */
final class FormParameters {
  private FormParameters() {}

  /** The query's parameters, and those of the form behind them (Servlet 6.0, section 3.1). */
  static Map<String, String[]> merge(Map<String, String[]> query, byte[] form, Charset charset) {
    Map<String, List<String>> merged = new LinkedHashMap<>();
    query.forEach((name, values) -> merged.put(name, new ArrayList<>(List.of(values))));
    for (String pair : new String(form, charset).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!name.isEmpty()) {
        add(merged, name, value, charset);
      }
    }
    Map<String, String[]> parameters = new LinkedHashMap<>();
    merged.forEach((name, values) -> parameters.put(name, values.toArray(new String[0])));
    return parameters;
  }

  private static void add(
      Map<String, List<String>> target, String name, String value, Charset charset) {
    try {
      String decoded = URLDecoder.decode(value, charset);
      target.computeIfAbsent(URLDecoder.decode(name, charset), n -> new ArrayList<>()).add(decoded);
    } catch (IllegalArgumentException malformed) {
      // As containers do: a parameter with a broken escape is left out.
    }
  }
}
