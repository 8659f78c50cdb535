package org.gatepost.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** What the filter reads of the paths of requests that nobody has verified. */
public final class UnverifiedPaths implements Supplier<Map<String, IntConsumer>> {
  private static final List<String> PIECES =
      List.of(
          "A",
          " ",
          ",",
          ";",
          "=",
          "&",
          "\"",
          "\\\"",
          "%41",
          "a=b&",
          "a=b;",
          "for=1.2.3.4,",
          "for=\"[::1]:1\";proto=http,",
          "1.2.3.4, ",
          "[::1],",
          ":",
          "\r\n--",
          "\r",
          "\r\n--b\r\n\r\n",
          "\r\n--b\r\na:b\r\n\r\n",
          "\r\n--b\r\na:b\r\n ",
          "/",
          "/..",
          "/a/../",
          "/a;b/%2e%2e",
          "/a%252Fb;c%2Fd/%2e%2e;x//%252e%252e%5c../",
          "%25",
          "%2525",
          "/hook.do.");

  private static final List<UrlPattern> PATTERNS =
      List.of(UrlPattern.of("/a/hook"), UrlPattern.of("/a/*"), UrlPattern.of("*.do"));

  /** For each way to be long a reading of so much. */
  @Override
  public Map<String, IntConsumer> get() {
    Map<String, IntConsumer> all = new LinkedHashMap<>();
    for (String piece : PIECES) {
      all.put(
          "path " + piece,
          length -> path("/" + piece.repeat(length / piece.length() + 1).substring(0, length)));
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
