package org.gatepost.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MarkedTextTest {
  private static final String TEXT =
      "Prose.\n<!-- begin a -->\nold\n<!-- end a -->\n<!-- begin b -->\n<!-- end b -->\nMore.\n";

  @Test
  void replacesItsBlockAndNothingElse() {
    MarkedText text = new MarkedText(TEXT);
    text.replace("b", "| new |\n");

    assertThat(text)
        .hasToString(
            "Prose.\n<!-- begin a -->\nold\n<!-- end a -->\n<!-- begin b -->\n\n| new |\n\n<!-- end b -->\nMore.\n");
  }

  @Test
  void secondReplacementLeavesNothingOfTheFirst() {
    MarkedText text = new MarkedText(TEXT);
    text.replace("a", "one");
    text.replace("a", "two");

    assertThat(text.toString()).contains("two").doesNotContain("one", "old");
  }

  @Test
  void missingDoubleAndCrossedMarksAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarkedText(TEXT).replace("c", "x"))
        .withMessageContaining("begin c");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarkedText(TEXT + TEXT).replace("a", "x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarkedText("<!-- end a -->\n<!-- begin a -->\n").replace("a", "x"));
  }
}
