package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.Refused.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack asks once whether the receiver is the right one, with a signed request. */
class HandshakeTest {
  private static final Sample SLACK = Sample.of("slack");
  private static final String ASKING =
      "{\"token\":\"Jhj5dZrVaK7ZwHHjRyZWjbDl\","
          + "\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\","
          + "\"type\":\"url_verification\"}";

  @Test
  void challengeIsTheAnswer() {
    assertThat(slack(ASKING).handshakeAnswer())
        .contains("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
  }

  @Test
  void forgedHandshakeIsRefused() {
    TestRequest request = SLACK.requestOf(ASKING, Sample.SIGNED_AT);

    assertRefused(
        SLACK.verify(request.with("X-Slack-Signature", "v0=" + "0".repeat(64))),
        Refusal.Reason.MISMATCH);
    assertRefused(SLACK.verify(request, Sample.SIGNED_AT.plusSeconds(301)), Refusal.Reason.STALE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"url_verification\"}",
        "{\"type\":\"event_callback\",\"challenge\":\"x\"}",
        "{\"challenge\":\"x\"}",
        "type=url_verification&challenge=x"
      })
  void whatIsNoHandshakeHasNoAnswer(String body) {
    assertThat(slack(body).handshakeAnswer()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void deliveryHasNoAnswer(Sample sample) {
    assertThat(sample.verified(sample.request()).handshakeAnswer()).isEmpty();
  }

  private static Verified slack(String body) {
    return SLACK.verified(SLACK.requestOf(body, Sample.SIGNED_AT));
  }
}
