package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a path may be taken for. */
class PathReadingsTest {
  private static Collection<String> readings(String path) {
    return PathReadings.of(List.of(path)).orElseThrow();
  }

  @Test
  void pathWithoutAnythingSpecialHasNoOtherReading() {
    for (String path :
        List.of("/", "/hook", "/hook/", "/a.b/c-d_e~f", "/a+b", "/a:b@c", "/größe")) {
      assertThat(PathReadings.isPlain(path)).as(path).isTrue();
      assertThat(readings(path)).as(path).containsExactly(path);
    }
  }

  @Test
  void pathWithAnythingSpecialIsNotPlain() {
    for (String path :
        List.of(
            "", "*", "hook", "/a;b", "/a%41", "/a\\b", "//a", "/a//b", "/a/./b", "/a/.b",
            "/a/..")) {
      assertThat(PathReadings.isPlain(path)).as(path).isFalse();
    }
  }

  @Test
  void eachStepGivesAReading() {
    assertThat(readings("/a;x/b;y=z;w")).contains("/a/b");
    assertThat(readings("/a//b///c")).contains("/a/b/c");
    assertThat(readings("/a/./b/../c/.")).contains("/a/c");
    assertThat(readings("/../../a")).contains("/a");
    assertThat(readings("/a\\b")).contains("/a/b");
    assertThat(readings("/%61%c3%b6")).contains("/aö");
    assertThat(readings("http://host/a")).contains("/a");
    assertThat(readings("a")).contains("/a");
  }

  @Test
  void stepsAreTakenInEveryOrder() {
    // Parameters before and after decoding.
    assertThat(readings("/a;x%2Fy/%62")).contains("/a/b", "/a/y/b");
    // Dots before and after decoding, with an encoded slash left as it is, too.
    assertThat(readings("/a%2Fb/../c")).contains("/c", "/a/c");
    assertThat(readings("/a%2Fb/%2e%2e/c")).contains("/c", "/a/c");
    // Slashes joined before and after dots.
    assertThat(readings("/a//../b")).contains("/b", "/a/b");
    // Dots that have parameters.
    assertThat(readings("/a/..;x/b")).contains("/b");
    // Backslashes within parameters, and as parts of a name.
    assertThat(readings("/a;x\\y/b")).contains("/a/b", "/a/y/b");
    assertThat(readings("/a\\x/../b")).contains("/b", "/a/b");
  }

  @Test
  void percentsAreDecodedThreeTimes() {
    assertThat(readings("/%61")).contains("/a");
    assertThat(readings("/%2561")).contains("/%61", "/a");
    assertThat(readings("/%252561")).contains("/a");
    assertThat(readings("/%25252561")).contains("/%61").doesNotContain("/a");
  }

  @Test
  void whatIsNoEncodingStays() {
    for (String path : List.of("/%", "/%6", "/%zz", "/%u0061", "/a%", "/%%")) {
      assertThat(readings(path)).as(path).containsExactly(path);
    }
    assertThat(readings("/%%361")).contains("/%61", "/a");
    assertThat(readings("/%c0%afa")).doesNotContain("//a", "/a");
  }

  @Test
  void tooManyReadingsAreNone() {
    String hostile = "/a%252Fb;c%2Fd/%2e%2e;x//%252e%252e%5c../";
    assertThat(PathReadings.of(List.of(hostile.repeat(12)))).isPresent();
    assertThat(PathReadings.of(List.of(hostile.repeat(200)))).isEmpty();
    assertThat(PathReadings.of(List.of("/a;b".repeat(1000)))).isPresent();
    assertThat(PathReadings.of(List.of("/a;b".repeat(100_000)))).isEmpty();
    assertThat(PathReadings.of(List.of("/a".repeat(100_000)))).isPresent();
  }

  @Test
  void patternCoversWhatReadsLikeIt() {
    assertCovers(UrlPattern.Cover.FULL, "/a/b", "/a/b", "/a/b/", "/a/b//", "/a/b\n", "/a/b /");
    assertCovers(UrlPattern.Cover.BY_SUFFIX, "/a/b", "/a/b.json", "/a/b.", "/a/b.x.y/");
    assertCovers(
        UrlPattern.Cover.NONE,
        "/a/b",
        "/a",
        "/a/",
        "/a/b/c",
        "/a/bc",
        "/a/B",
        "/a/b.x/c",
        "/x/a/b");
    assertCovers(UrlPattern.Cover.FULL, "/a/*", "/a", "/a/", "/a/b", "/a/b/c");
    assertCovers(UrlPattern.Cover.BY_SUFFIX, "/a/*", "/a.json");
    assertCovers(UrlPattern.Cover.NONE, "/a/*", "/", "/ab", "/ab/c", "/A/b");
    assertCovers(UrlPattern.Cover.FULL, "/*", "/", "/a", "/a/b");
    assertCovers(UrlPattern.Cover.FULL, "*.do", "/a.do", "/a/b.do/", "/.do");
    assertCovers(UrlPattern.Cover.BY_SUFFIX, "*.do", "/a.do.json");
    assertCovers(UrlPattern.Cover.NONE, "*.do", "/a.do/b", "/a.dot", "/do");
    assertCovers(UrlPattern.Cover.FULL, "", "/", "");
    assertCovers(UrlPattern.Cover.NONE, "", "/a", "/.x");
    assertCovers(UrlPattern.Cover.FULL, "/a/", "/a", "/a/");
  }

  private static void assertCovers(UrlPattern.Cover cover, String pattern, String... paths) {
    for (String path : paths) {
      assertThat(UrlPattern.of(pattern).covers(path, 0)).as(pattern + " " + path).isEqualTo(cover);
      String behind = "/app" + path;
      assertThat(UrlPattern.of(pattern).covers(behind, 4)).as(pattern + behind).isEqualTo(cover);
    }
  }

  @Test
  void patternMatchesAsInAContainer() {
    for (String path : Set.of("/a", "/a/", "/a/b")) {
      assertThat(UrlPattern.of("/a/*").matches(path, 0)).as(path).isTrue();
      assertThat(UrlPattern.of("/*").matches(path, 0)).as(path).isTrue();
    }
    assertThat(UrlPattern.of("/a/*").matches("/ab", 0)).isFalse();
    assertThat(UrlPattern.of("/a").matches("/a", 0)).isTrue();
    assertThat(UrlPattern.of("/a").matches("/app/a", 4)).isTrue();
    assertThat(UrlPattern.of("/a").matches("/a/", 0)).isFalse();
    assertThat(UrlPattern.of("*.do").matches("/a/b.do", 0)).isTrue();
    assertThat(UrlPattern.of("*.do").matches("/a.do/b", 0)).isFalse();
    assertThat(UrlPattern.of("").matches("/", 0)).isTrue();
  }

  @Test
  void patternMovesToAnotherMapping() {
    UrlPattern api = UrlPattern.of("/api/*");
    UrlPattern all = UrlPattern.below("");
    assertThat(moved("/api/a", api, UrlPattern.of("/rest/*"))).isEqualTo("/rest/a");
    assertThat(moved("/api/a/*", api, all)).isEqualTo("/a/*");
    assertThat(moved("/a", all, api)).isEqualTo("/api/a");
    // All of a mapping is not one resource of it.
    assertThat(moved("/api/*", api, all)).isEqualTo("none");
    assertThat(moved("/*", api, all)).isEqualTo("none");
    assertThat(moved("/x", api, all)).isEqualTo("none");
    assertThat(moved("*.do", api, all)).isEqualTo("none");
  }

  private static String moved(String pattern, UrlPattern own, UrlPattern other) {
    return UrlPattern.of(pattern).moved(own, other).map(Object::toString).orElse("none");
  }
}
