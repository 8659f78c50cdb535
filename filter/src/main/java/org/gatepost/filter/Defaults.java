package org.gatepost.filter;

import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.internal.Nearest;
import org.gatepost.receiver.Application;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.Scheme;

/** What an application says for all its filters: context-params that begin with a prefix. */
final class Defaults {
  /** Where the audit log goes, which is the same for all sources. */
  static final String AUDIT = "gatepost.audit";

  private static final String PREFIX = "gatepost.";
  private static final Set<String> OF_APPLICATION = Set.of(Application.NAME, AUDIT);

  private Defaults() {}

  /**
   * The defaults of init-params, by their names: of {@code remember} what the context-param {@code
   * gatepost.remember} says.
   *
   * @throws InvalidSettingException if a context-param with the prefix is none of Gatepost's
   */
  static Map<String, String> of(ServletContext context) {
    Map<String, String> defaults = new TreeMap<>();
    for (String param : Collections.list(context.getInitParameterNames())) {
      if (param.startsWith(PREFIX) && !OF_APPLICATION.contains(param)) {
        String name = param.substring(PREFIX.length());
        requireCommon(name);
        defaults.put(name, context.getInitParameter(param));
      }
    }
    return defaults;
  }

  /** Whether there is a default of an init-param. */
  static boolean has(ServletContext context, String name) {
    return context.getInitParameter(PREFIX + name) != null;
  }

  private static void requireCommon(String name) {
    Set<String> common = Settings.common();
    if (common.contains(name)) {
      return;
    }
    Set<String> known = new TreeSet<>(common);
    OF_APPLICATION.forEach(param -> known.add(param.substring(PREFIX.length())));
    throw new InvalidSettingException(
        Messages.invalidContextParam(
            name,
            Scheme.keys().contains(name)
                ? "describes one sender, so it must be an init-param of a filter"
                : "is none; behind gatepost. may stand " + known + Nearest.hint(name, known)));
  }
}
