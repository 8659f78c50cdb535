package org.gatepost.filter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Other ways to write a path, each of which some server or framework may take for it. */
final class Spellings {
  private static final List<String> ENDS =
      List.of(
          "/",
          "//",
          "/;",
          "/;x",
          "/;x=y/",
          ";x=y",
          ";",
          ";/",
          ";jsessionid=0",
          ";a;b",
          ";x%2Fy",
          "/.",
          "/./",
          "/x/..",
          "/x/../",
          "/x/%2e%2e",
          "/x/..;/",
          "/x/..;y",
          "/%2e",
          "%2F",
          "%2f/",
          "/%3Bx",
          "%3Bx",
          "%3bx=y/",
          "%253Bx",
          "%252F",
          "\\",
          "%5C",
          "/%5c",
          "%20",
          "%09",
          "%0a",
          "%0d%0a",
          "%00",
          ".json",
          ".xml",
          ".do",
          ".json/",
          ".json;x",
          "/.json",
          "/.json;x",
          "//.en.json/",
          "%2Ejson",
          ".",
          "..",
          "/..;x/github",
          "?",
          "?x=/open",
          "#x",
          "/;/;/",
          "/%2F/",
          "//;x//",
          ";x=..",
          ";/../github",
          "/../github",
          "%E2%80%8B",
          "+",
          "%u002f",
          "/*",
          "*",
          "/index.html",
          ";v=1.0;w=2",
          "/.;x",
          "%");
  private static final List<String> BETWEEN =
      List.of(
          "//",
          "///",
          "/./",
          "/.//",
          "/;/",
          "/;x/",
          ";x/",
          ";x=y/",
          ";a;b/",
          ";/",
          "%2F",
          "%2f",
          "%252F",
          "%25252F",
          "\\",
          "%5C",
          "%5c",
          "/%2e/",
          "/%2E/",
          "/%252e/",
          "/x/../",
          "/x/%2e%2e/",
          "/x/.%2e/",
          "/x/..;/",
          "/x/..;y/",
          "/x/%2e%2e;/",
          "/x/..%3B/",
          "/x%2F../../",
          "/x%2Fy/../",
          "/x\\y/../",
          "/x%5Cy/../",
          "//x/../",
          "/x//../",
          "/;a%2Fb/",
          ";a%2Fb/",
          ";..%2F/",
          "/..;/api/../",
          "/%3B/",
          "%3Bx/",
          "%253Bx/",
          "/%00/",
          "%00/",
          "/%20/",
          "%c0%af",
          "%e0%80%af",
          "%ef%bc%8f",
          "%u002f",
          "%2F%2F",
          "/%2F",
          "%2F/",
          "/.;x/",
          "/.;/",
          "/%2e;x/",
          "\\/",
          "/\\",
          "/a/b/../../",
          "/a;x/../",
          "/a/;x/../../");

  private Spellings() {}

  /** At least so many, the same each time. */
  static List<String> of(String path, int atLeast) {
    List<String> segments = List.of(path.substring(1).split("/"));
    Set<String> all = new LinkedHashSet<>();
    ENDS.forEach(end -> all.add(path + end));
    for (int gap = 0; gap < segments.size(); gap++) {
      for (String between : BETWEEN) {
        all.add(joined(segments, gap, between, segments.size(), "/"));
      }
    }
    for (int segment = 0; segment < segments.size(); segment++) {
      for (int depth = 1; depth <= 4; depth++) {
        List<String> encoded = new ArrayList<>(segments);
        encoded.set(segment, encoded(segments.get(segment), 0, depth));
        all.add("/" + String.join("/", encoded));
        encoded.set(segment, encodedAll(segments.get(segment), depth));
        all.add("/" + String.join("/", encoded));
      }
    }
    all.add("http://localhost" + path + "/");
    all.add("http://localhost/" + path);
    all.add("HTTP://localhost" + path + ";x");
    all.add("http://localhost" + path);
    all.add("/x/.." + path);
    all.add("/x/%2e%2e" + path);
    all.add("/..;" + path);
    all.add("/../.." + path);
    all.add("/%2e%2e" + path);
    Random random = new Random(14);
    while (all.size() < atLeast) {
      int from = random.nextInt(segments.size());
      int to = random.nextInt(segments.size());
      String one = BETWEEN.get(random.nextInt(BETWEEN.size()));
      String other = BETWEEN.get(random.nextInt(BETWEEN.size()));
      String end = random.nextBoolean() ? "" : ENDS.get(random.nextInt(ENDS.size()));
      all.add(joined(segments, from, one, to, other) + end);
    }
    all.remove(path);
    return List.copyOf(all);
  }

  private static String joined(List<String> segments, int a, String at, int b, String there) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      String between = i == a ? at : i == b ? there : "/";
      path.append(i == 0 && !between.startsWith("/") ? "/" + between : between);
      path.append(segments.get(i));
    }
    return path.toString();
  }

  private static String encoded(String text, int at, int depth) {
    String code = percent(text.charAt(at), depth);
    return text.substring(0, at) + code + text.substring(at + 1);
  }

  private static String encodedAll(String text, int depth) {
    StringBuilder all = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      all.append(percent((char) b, depth));
    }
    return all.toString();
  }

  private static String percent(char c, int depth) {
    return "%" + "25".repeat(depth - 1) + Integer.toHexString(c);
  }
}
