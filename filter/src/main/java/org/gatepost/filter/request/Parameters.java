package org.gatepost.filter.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.internal.Messages;

/**
 * The parameters of one request: those of the query, and those of the body behind them (Servlet
 * 6.0, section 3.1). Not thread-safe.
 */
final class Parameters {
  /** More values than this are refused (inclusive bound). */
  static final int MAX_VALUES = 10_000;

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private int count;

  /** Begins with the query's. */
  Parameters(Map<String, String[]> query) {
    query.forEach((name, all) -> values.put(name, new ArrayList<>(List.of(all))));
  }

  /**
   * Adds a parameter of the body.
   *
   * @throws IllegalStateException if there are too many, as in Servlet 6.1: to leave some out would
   *     hide them from the application
   */
  void add(String name, String value) {
    if (count == MAX_VALUES) {
      throw new IllegalStateException(Messages.tooManyParameters(MAX_VALUES));
    }
    count++;
    values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
  }

  /** What {@code getParameterMap} gives: an unmodifiable map. */
  Map<String, String[]> asMap() {
    Map<String, String[]> map = new LinkedHashMap<>();
    values.forEach((name, all) -> map.put(name, all.toArray(new String[0])));
    return Collections.unmodifiableMap(map);
  }
}
