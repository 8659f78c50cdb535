package org.gatepost.signature.preset;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gatepost.signature.fixture.Presets;

/**
 * What is known of a sender besides how it signs, as its file says. Immutable.
 *
 * @param preset the name of its preset, and of the file
 * @param facts what is known, by key
 */
record SenderFacts(String preset, Map<String, String> facts) {
  /** The keys of a file. One that is absent is not known. */
  static final List<String> KEYS =
      List.of(
          "source",
          "read",
          "repeats",
          "identity",
          "redirects",
          "client-errors",
          "equal-bodies",
          "test",
          "settings");

  static final String NOT_RECORDED = "not recorded";
  private static final Path FOLDER = Path.of("src/main/facts");
  private static final String SUFFIX = ".properties";
  private static final String UNKNOWN = "–";

  /** All files, by the names of their presets. */
  static Map<String, SenderFacts> all() {
    Map<String, SenderFacts> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        String preset = name.substring(0, name.length() - SUFFIX.length());
        all.put(preset, new SenderFacts(preset, read(file)));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }

  private static Map<String, String> read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> facts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> facts.put(key, properties.getProperty(key)));
    return facts;
  }

  /** How long the sender waits for an answer, which its preset says. */
  Optional<Duration> waits() {
    return Presets.scheme(preset).answer().within();
  }

  /** Whether anything is known, besides from where. */
  boolean isKnown() {
    return waits().isPresent() || KEYS.stream().skip(2).anyMatch(facts::containsKey);
  }

  /** The row of the sender's table. */
  String row() {
    return "| "
        + String.join(
            " | ",
            "`" + preset + "`",
            fact("repeats"),
            waits().map(limit -> limit.toSeconds() + " s").orElse(UNKNOWN),
            fact("identity"),
            named(Map.of("redirects", "3xx: ", "client-errors", "4xx: ")),
            fact("equal-bodies"),
            named(Map.of("test", "Test: ", "settings", "Set: ")),
            source())
        + " |";
  }

  private String fact(String key) {
    return facts.getOrDefault(key, UNKNOWN).replace("|", "\\|");
  }

  /** Those of some facts that are known, each a sentence with its name before it. */
  private String named(Map<String, String> names) {
    List<String> known = new ArrayList<>();
    KEYS.stream()
        .filter(key -> names.containsKey(key) && facts.containsKey(key))
        .forEach(key -> known.add(names.get(key) + fact(key)));
    return known.isEmpty() ? UNKNOWN : String.join(". ", known);
  }

  private String source() {
    String read = fact("read");
    return fact("source") + (read.equals(UNKNOWN) ? "" : ". Read: " + read);
  }
}
