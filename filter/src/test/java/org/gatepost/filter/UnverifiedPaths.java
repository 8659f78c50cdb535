package org.gatepost.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.gatepost.filter.request.UnverifiedHeaders;

/** What the filter reads of the paths of requests that nobody has verified. */
public final class UnverifiedPaths implements Supplier<Map<String, IntConsumer>> {
  private static final List<UrlPattern> PATTERNS =
      List.of(UrlPattern.of("/a/hook"), UrlPattern.of("/a/*"), UrlPattern.of("*.do"));

  /** For each way to be long a reading of so much. */
  @Override
  public Map<String, IntConsumer> get() {
    Map<String, IntConsumer> all = new LinkedHashMap<>();
    for (String piece : UnverifiedHeaders.PIECES) {
      all.put("path " + piece, length -> path("/" + UnverifiedHeaders.text(piece, length)));
    }
    return all;
  }

  private static void path(String path) {
    for (String reading : PathReadings.of(List.of(path)).orElse(List.of())) {
      for (UrlPattern pattern : PATTERNS) {
        UrlPattern.Cover unused = pattern.covers(reading, 0);
      }
    }
  }
}
