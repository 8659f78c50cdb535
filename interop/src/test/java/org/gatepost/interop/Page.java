package org.gatepost.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/interop.md}, of which parts are made by the checks. */
final class Page {
  private static final Path FILE = Path.of("..", "docs", "interop.md");

  private Page() {}

  /** Replaces a part of the page where {@code -Drecord=true} says so, else compares it. */
  static void has(String part, String made) throws IOException {
    if (Boolean.getBoolean("gatepost.record")) {
      tells(part, made);
    }
    assertThat(read(part))
        .as("%s of %s, which -Drecord=true makes anew", part, FILE)
        .isEqualTo("\n" + made + "\n");
  }

  /** Replaces a part of the page where {@code -Drecord=true} says so. */
  static void tells(String part, String made) throws IOException {
    if (Boolean.getBoolean("gatepost.record")) {
      String page = Files.readString(FILE);
      int begin = begin(page, part);
      Files.writeString(
          FILE, page.substring(0, begin) + "\n" + made + "\n" + page.substring(end(page, begin)));
    }
  }

  private static String read(String part) throws IOException {
    String page = Files.readString(FILE);
    int begin = begin(page, part);
    return page.substring(begin, end(page, begin));
  }

  private static int begin(String page, String part) {
    String first = "<!-- Made by the checks: " + part + ". -->\n";
    return page.indexOf(first) + first.length();
  }

  private static int end(String page, int begin) {
    return page.indexOf("<!-- End. -->\n", begin);
  }
}
