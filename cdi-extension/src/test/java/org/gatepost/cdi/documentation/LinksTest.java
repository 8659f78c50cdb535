package org.gatepost.cdi.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That each page leads where it says, and that code names pages which are there. */
class LinksTest {
  private static final Pattern NAMED = Pattern.compile("docs/[a-z/-]+\\.md");

  private final List<Page> pages = Page.all();

  @Test
  void everyLinkLeadsSomewhere() {
    for (Page page : pages) {
      for (String link : page.links()) {
        if (!link.contains("://")) {
          assertLeadsSomewhere(page, link);
        }
      }
    }
  }

  private static void assertLeadsSomewhere(Page page, String link) {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
    assertThat(Page.PROJECT.resolve(target)).as(page + " to " + link).exists();
    if (parts.length == 2) {
      assertThat(Page.of(target.toString()).anchors()).as(page + " to " + link).contains(parts[1]);
    }
  }

  @Test
  void everyPageIsInTheIndex() {
    Path docs = Path.of("docs");
    Page index = Page.of("docs/README.md");
    List<String> listed =
        pages.stream()
            .map(Page::path)
            .filter(path -> path.startsWith(docs) && !path.equals(index.path()))
            .map(path -> docs.relativize(path).toString())
            .toList();

    assertThat(index.links()).containsAll(listed);
  }

  @Test
  void everyPageThatSourcesNameIsThere() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    for (Page page : pages) {
      NAMED.matcher(page.text()).results().map(MatchResult::group).forEach(named::add);
    }
    try (Stream<Path> modules = Files.list(Page.PROJECT)) {
      for (Path module : modules.map(module -> module.resolve("src")).toList()) {
        if (Files.isDirectory(module)) {
          addNamedIn(module, named);
        }
      }
    }

    assertThat(named)
        .isNotEmpty()
        .allSatisfy(page -> assertThat(Page.PROJECT.resolve(page)).exists());
  }

  private static void addNamedIn(Path folder, TreeSet<String> named) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        NAMED.matcher(Files.readString(file)).results().map(MatchResult::group).forEach(named::add);
      }
    }
  }
}
