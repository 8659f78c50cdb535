package org.gatepost.signature.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.gatepost.signature.fixture.Presets;
import org.junit.jupiter.api.Test;

/**
 * The facts about senders: each preset has a file, each file says what such a file may, and {@code
 * docs/senders.md} has them all. {@code -Drecord=true} makes its tables anew.
 */
class SenderFactsTest {
  private static final Path PAGE = Path.of("../docs/senders.md");
  private static final String BEGIN = "<!-- The test SenderFactsTest makes what follows. -->\n";
  private static final String HEAD =
      "| preset | repeats | waits | id and signature of a repeat | after 3xx and 4xx |"
          + " equal bodies that are different events | try and set up | facts from |\n"
          + "|---|---|---|---|---|---|---|---|\n";
  private static final int MAX_WORDS = 25;

  private final Map<String, SenderFacts> all = SenderFacts.all();

  @Test
  void eachPresetHasAFileAndEachFileAPreset() {
    assertThat(all.keySet()).containsExactlyElementsOf(Presets.names());
  }

  @Test
  void filesHaveKnownKeysAndShortPhrases() {
    all.forEach(
        (preset, sender) -> {
          assertThat(SenderFacts.KEYS).as(preset).containsAll(sender.facts().keySet());
          assertThat(sender.facts().values())
              .as(preset)
              .allSatisfy(
                  fact ->
                      assertThat(fact.split("\\s+"))
                          .as(fact)
                          .hasSizeBetween(1, MAX_WORDS)
                          .doesNotContain(""))
              .noneMatch(fact -> fact.isBlank() || fact.contains(";") || fact.endsWith("."));
        });
  }

  @Test
  void whatIsKnownIsKnownFromSomewhere() {
    all.forEach(
        (preset, sender) -> {
          Map<String, String> facts = sender.facts();
          assertThat(facts.containsKey("source")).as(preset).isEqualTo(sender.isKnown());
          assertThat(facts.containsKey("read")).as(preset).isEqualTo(sender.isKnown());
          String read = facts.getOrDefault("read", SenderFacts.NOT_RECORDED);
          if (!read.equals(SenderFacts.NOT_RECORDED)) {
            assertThat(LocalDate.parse(read)).as(preset).isAfter(LocalDate.parse("2026-01-01"));
          }
        });
  }

  @Test
  void pageHasTheFacts() throws IOException {
    String page = Files.readString(PAGE);
    String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    if (Boolean.getBoolean("record")) {
      Files.writeString(PAGE, head + tables());
    }

    assertThat(Files.readString(PAGE)).isEqualTo(head + tables());
  }

  /** A table for each letter, with a row for each sender. */
  private String tables() {
    StringBuilder tables = new StringBuilder();
    String letter = "";
    for (SenderFacts sender : all.values()) {
      String first = sender.preset().substring(0, 1).toUpperCase(Locale.ROOT);
      if (!first.equals(letter)) {
        letter = first;
        tables.append("\n## ").append(letter).append("\n\n").append(HEAD);
      }
      tables.append(sender.row()).append('\n');
    }
    return tables.toString();
  }
}
