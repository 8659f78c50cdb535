package org.gatepost.filter;

import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatepost.InvalidSettingException;
import org.gatepost.receiver.internal.secret.MissingSecret;

/** The init-params of a filter, and what the application has as defaults of all its sources. */
final class InitParams {
  private static final String PREFIX = "gatepost.";
  private static final List<String> WITH_DEFAULT = List.of(MissingSecret.NAME);

  private InitParams() {}

  /**
   * The init-params that count: where a filter has none of a name, the context-param {@code
   * gatepost.NAME} takes its place.
   *
   * @throws InvalidSettingException if a context-param breaks its rule
   */
  static Map<String, String> of(Map<String, String> own, ServletContext context) {
    Map<String, String> params = new TreeMap<>(own);
    for (String name : WITH_DEFAULT) {
      String text = context.getInitParameter(PREFIX + name);
      if (text != null) {
        MissingSecret.requireValid(PREFIX + name, text);
        params.putIfAbsent(name, text);
      }
    }
    return params;
  }
}
