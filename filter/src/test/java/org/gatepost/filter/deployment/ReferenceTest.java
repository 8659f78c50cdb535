package org.gatepost.filter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.Scheme;
import org.junit.jupiter.api.Test;

/** What the documents say of init-params, keys and messages is what the code has. */
class ReferenceTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path REFERENCE = PROJECT.resolve("docs/reference/filter.md");
  private static final Path CODES = PROJECT.resolve("docs/reference/messages.md");
  private static final Path SCHEMES = PROJECT.resolve("docs/reference/schemes.md");
  private static final Path FILTER = Path.of("src/main/java/org/gatepost/filter");
  private static final Path MESSAGES =
      PROJECT.resolve("core/src/main/java/org/gatepost/internal/Messages.java");
  private static final Path CDI =
      PROJECT.resolve("cdi-extension/src/main/java/org/gatepost/cdi/internal/Messages.java");

  private static final Pattern FURTHER = Pattern.compile("(?<=^handshake-.{1,40})-[23]$");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");
  private static final Pattern CODE = Pattern.compile("GP[0-9]{3}");

  /** The rows of every table with this first row, each as its cells. */
  private static List<List<String>> rows(Path document, String columns) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean within = false;
    for (String line : Files.readAllLines(document)) {
      within = line.equals(columns) || (within && line.startsWith("|"));
      if (within && !line.equals(columns) && !line.startsWith("|---")) {
        List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        rows.add(cells.subList(1, cells.size() - 1));
      }
    }
    assertThat(rows).as(columns + " in " + document).isNotEmpty();
    return rows;
  }

  private static List<List<String>> initParamRows() throws IOException {
    List<List<String>> rows =
        rows(REFERENCE, "| init-param | default | meaning | bounds | example |");
    assertThat(rows.get(rows.size() - 1).get(0)).contains("any key of [the scheme language]");
    return rows.subList(0, rows.size() - 1);
  }

  private static Set<String> initParams() throws IOException {
    return all(
        NAME, initParamRows().stream().map(row -> row.get(0)).collect(Collectors.joining(" ")));
  }

  /** What the pattern finds: its group, if it has one. */
  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> found.add(match.group(match.groupCount())));
    return found;
  }

  /** Every init-param that is accepted, as the filter itself says when it is given another. */
  private static Set<String> accepted() {
    String message =
        catchThrowable(() -> Settings.read("hook", Map.of("no such", "x"))).getMessage();
    assertThat(message).startsWith("GP001: ");
    String known = message.substring(message.lastIndexOf('[') + 1, message.lastIndexOf(']'));
    return new TreeSet<>(List.of(known.split(", ")));
  }

  @Test
  void everyInitParamIsDocumentedAndNoOther() throws Exception {
    Set<String> own = accepted();
    own.removeAll(Scheme.keys());
    Set<String> documented = initParams();
    // These two are keys of the scheme that most users meet.
    assertThat(documented).contains("tolerance", "max-body");
    documented.removeAll(Scheme.keys());
    assertThat(documented).isEqualTo(own);
  }

  @Test
  void everyInitParamHasDefaultMeaningBoundsAndExample() throws Exception {
    assertThat(initParamRows())
        .allSatisfy(row -> assertThat(row).as(row.get(0)).hasSize(5).doesNotContain(""));
  }

  @Test
  void everyKeyOfASchemeIsDocumentedAndNoOther() throws Exception {
    assertThat(accepted()).containsAll(Scheme.keys());
    String documented =
        rows(SCHEMES, "| key | default | meaning |").stream()
            .map(row -> row.get(0))
            .collect(Collectors.joining(" "));
    // Of further kinds of handshakes the page says how their keys end.
    Set<String> keys = new TreeSet<>(Scheme.keys());
    keys.removeIf(key -> keys.contains(FURTHER.matcher(key).replaceFirst("")) && isFurther(key));
    assertThat(all(NAME, documented)).isEqualTo(keys);
  }

  private static boolean isFurther(String key) {
    return FURTHER.matcher(key).find();
  }

  @Test
  void javadocOfTheFilterNamesTheSameInitParams() throws Exception {
    String javadoc = Files.readString(FILTER.resolve("WebhookFilter.java"));
    assertThat(all(Pattern.compile("<tr><td>\\{@code ([^}]+)}"), javadoc)).isEqualTo(initParams());
  }

  @Test
  void everyMessageIsDocumentedOnceAndNoOther() throws Exception {
    Pattern inCode = Pattern.compile("\"(GP[0-9]{3}): ");
    Set<String> coded = all(inCode, Files.readString(MESSAGES));
    coded.addAll(all(inCode, Files.readString(CDI)));
    String documented =
        rows(CODES, "| code | level | says |").stream()
            .map(row -> row.get(0))
            .collect(Collectors.joining(" "));
    assertThat(all(CODE, documented)).isEqualTo(coded);
    assertThat(CODE.matcher(documented).results().count()).isEqualTo(coded.size());
    assertThat(coded).containsAll(all(CODE, Files.readString(REFERENCE)));
    assertThat(coded).containsAll(all(CODE, Files.readString(CODES)));
  }
}
