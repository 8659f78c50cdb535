package org.gatepost.cdi.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules of prose that a machine can check, on every page: a sentence has at most 25 words and
 * no semicolon, and a statement does not open with What, Whatever, Who, Whoever or Where. Code
 * counts as a word; headings, blocks of code and tables that a program fills are no prose.
 */
class ProseTest {
  private static final int MAX_WORDS = 25;
  private static final Pattern FILLED =
      Pattern.compile("(?s)<!-- begin (\\S+) -->.*?<!-- end \\1 -->");
  private static final Pattern LINK = Pattern.compile("!?\\[([^]]*)]\\([^)]*\\)");
  private static final Pattern END = Pattern.compile("(?<=[.!?])[)\"]?\\s+");
  private static final Pattern ITEM = Pattern.compile("(- |\\d+\\. )(.*)");
  private static final Pattern OPENING = Pattern.compile("(What|Whatever|Who|Whoever|Where)\\b.*");

  @Test
  void everySentenceIsShortAndStartsWithItsActor() {
    List<String> faults = new ArrayList<>();
    for (Page page : Page.all()) {
      texts(FILLED.matcher(page.unfenced()).replaceAll("")).stream()
          .flatMap(ProseTest::sentences)
          .filter(sentence -> !keepsTheRules(sentence))
          .forEach(sentence -> faults.add(page + ": " + sentence));
    }

    assertThat(faults).isEmpty();
  }

  /** Paragraphs, items of lists and cells of tables, each without its line breaks. */
  private static List<String> texts(String markdown) {
    List<String> texts = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (String line : markdown.lines().map(String::strip).toList()) {
      boolean isItem = ITEM.matcher(line).matches();
      if (isItem || line.isEmpty() || line.startsWith("#") || line.startsWith("|")) {
        texts.add(current.toString());
        current.setLength(0);
      }
      if (line.startsWith("|")) {
        texts.addAll(Arrays.asList(line.split("(?<!\\\\)[|]")));
      } else if (!line.startsWith("#")) {
        current.append(isItem ? ITEM.matcher(line).replaceAll("$2") : line).append(' ');
      }
    }
    texts.add(current.toString());
    return texts;
  }

  private static Stream<String> sentences(String text) {
    String plain = text.replaceAll("`[^`]+`", "Code");
    plain = LINK.matcher(plain).replaceAll("$1").replace("*", "");
    return END.splitAsStream(plain.strip());
  }

  private static boolean keepsTheRules(String sentence) {
    List<String> words =
        Arrays.stream(sentence.split("\\s+"))
            .filter(word -> word.chars().anyMatch(Character::isLetterOrDigit))
            .toList();
    if (words.stream().allMatch(word -> word.matches("Code[.,]?"))) {
      return true;
    }
    boolean opensWithItsActor = sentence.endsWith("?") || !OPENING.matcher(sentence).matches();
    return words.size() <= MAX_WORDS && !sentence.contains(";") && opensWithItsActor;
  }
}
