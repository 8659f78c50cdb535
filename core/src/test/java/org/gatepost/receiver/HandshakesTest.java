package org.gatepost.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.gatepost.fixture.Log;
import org.gatepost.signature.Handshake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator is told of handshakes. */
class HandshakesTest {
  @RegisterExtension final Log log = new Log();

  @Test
  void whatAnOperatorMustOpenIsTold() {
    Handshake handshake =
        new Handshake(
            "", "text/plain", Map.of(), Optional.empty(), Optional.of("https://a.example/?b"));

    assertThat(new Handshakes("hook", Optional.empty()).declines(handshake)).isNull();
    assertThat(log.lines("GP041"))
        .containsExactly(
            "GP041: source [hook] was asked by its sender, whose signature is right, to confirm a"
                + " subscription. If it is wanted, open https://a.example/?b");
  }
}
