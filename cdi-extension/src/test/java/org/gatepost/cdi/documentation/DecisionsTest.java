package org.gatepost.cdi.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That each decision says all that a decision says, and names classes which are there. */
class DecisionsTest {
  private static final Path DECISIONS = Path.of("docs/decisions");
  private static final Pattern CLASS = Pattern.compile("`(\\w+)`");
  private static final Set<String> CLASSES = classes();

  /** The simple name of every class of the modules, wherever it may have moved. */
  private static Set<String> classes() {
    try (Stream<Path> modules = Files.list(Page.PROJECT)) {
      Set<String> names = new TreeSet<>();
      for (Path module : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .forEach(name -> names.add(name.substring(0, name.indexOf('.'))));
          }
        }
      }
      return names;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every decision: its heading, and what is below it. */
  private static List<String> decisions() {
    List<String> decisions = new ArrayList<>();
    for (Page page : Page.all()) {
      if (page.path().startsWith(DECISIONS)) {
        String[] parts = page.text().split("(?m)^## ");
        decisions.addAll(Arrays.asList(parts).subList(1, parts.length));
      }
    }
    return decisions;
  }

  @Test
  void everyDecisionSaysWhyWhatAndWhere() {
    assertThat(decisions())
        .hasSizeGreaterThan(75)
        .allSatisfy(
            decision ->
                assertThat(kinds(decision)).matches("Context( Decision)+( Consequence)+ Class"));
  }

  private static String kinds(String decision) {
    return decision
        .lines()
        .filter(line -> line.startsWith("- **"))
        .map(line -> line.substring(4, line.indexOf(":**")))
        .collect(Collectors.joining(" "));
  }

  @Test
  void classesAreThere() {
    for (String decision : decisions()) {
      String line = decision.substring(decision.indexOf("- **Class:**"));
      List<String> named = CLASS.matcher(line).results().map(name -> name.group(1)).toList();

      assertThat(CLASSES).as(decision).containsAll(named);
      assertThat(named).as(decision).isNotEmpty();
    }
  }
}
