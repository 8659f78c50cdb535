package org.gatepost.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What somebody sent cannot write a line of its own, nor change how others are shown. */
class PrintableTextTest {
  @Test
  void whatIsNotToBeShownIsAQuestionMark() {
    assertThat(PrintableText.of("a\r\nb\u0000\u001b[31m\u0085\u2028\u202ec\ud800d\u200b"))
        .isEqualTo("a??b??[31m???c?d?");
    assertThat(PrintableText.of("/hook?é=\ud83d\ude00")).isEqualTo("/hook?é=\ud83d\ude00");
  }

  @Test
  void lengthIsBounded() {
    assertThat(PrintableText.of("a".repeat(300))).isEqualTo("a".repeat(300));
    assertThat(PrintableText.of("a".repeat(301))).isEqualTo("a".repeat(300) + "...");
    // The bound lies within a character.
    assertThat(PrintableText.of("\ud83d\ude00", 1)).isEqualTo("?...");
  }
}
