package org.gatepost.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepost.cdi.internal.Messages;
import org.junit.jupiter.api.Test;

/** Whoever asks for a URI writes no line of the log. */
class PrintableUriTest {
  @Test
  void uriIsOneLineAndBounded() {
    assertThat(Messages.notThroughFilter("/a\r\nGP999: \u001b[2J")).contains("[/a??GP999: ?[2J]");
    assertThat(Messages.notThroughFilter("/" + "a".repeat(100_000))).hasSizeLessThan(1_000);
  }
}
