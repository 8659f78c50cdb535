package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A short genuine delivery of one preset, signed at {@link #SIGNED_AT}.
 *
 * @param preset the preset's name
 * @param secretText the secret as the sender shows it
 * @param body the body, short so that each of its bits can be flipped
 * @param unsigned headers that the sender sends but does not sign
 * @param signed the headers that the signature covers or stands in
 */
record Sample(
    String preset,
    String secretText,
    String body,
    Map<String, String> unsigned,
    List<String> signed) {

  static final Instant SIGNED_AT = Instant.parse("2024-01-15T10:30:00Z");

  /** Another secret that every preset can read. */
  static final Secret OTHER = Secret.of("other", "b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==");

  private static final List<Sample> ALL =
      List.of(
          new Sample(
              "broxi",
              "webhook_secret_key_here",
              "{\"event\":\"workflow.failed\",\"delivery_id\":\"del_1\"}",
              Map.of(),
              List.of("X-Broxi-Signature", "X-Broxi-Timestamp")),
          new Sample(
              "broxi-body",
              "webhook_secret_key_here",
              "{\"event\":\"workflow.failed\",\"delivery_id\":\"del_1\"}",
              Map.of(),
              List.of("X-Broxi-Signature")),
          new Sample(
              "sop",
              "sop secret",
              "{\"id\":\"run_1\",\"status\":\"completed\",\"output\":{}}",
              Map.of(),
              List.of("X-SOP-Signature")),
          new Sample(
              "x-signature",
              "shared secret",
              "{\"id\":\"e1\",\"type\":\"survey.completed\"}",
              Map.of(),
              List.of("X-Signature")),
          new Sample(
              "github",
              "It's a Secret to Everybody",
              "{\"action\":\"opened\"}",
              Map.of("X-GitHub-Event", "issues", "X-GitHub-Delivery", "72d3162e-cc78-11e3"),
              List.of("X-Hub-Signature-256")),
          new Sample(
              "stripe",
              "whsec_stripeSecret",
              "{\"id\":\"evt_1\",\"type\":\"invoice.paid\"}",
              Map.of(),
              List.of("Stripe-Signature")),
          new Sample(
              "slack",
              "8f742231b10e8888abcd99yyyzzz85a5",
              "{\"event_id\":\"Ev1\",\"event\":{\"type\":\"app_mention\"}}",
              Map.of(),
              List.of("X-Slack-Signature", "X-Slack-Request-Timestamp")),
          new Sample(
              "standard-webhooks",
              "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
              "{\"type\":\"contact.created\"}",
              Map.of(),
              List.of("webhook-signature", "webhook-timestamp", "webhook-id")));

  static Stream<Sample> all() {
    return ALL.stream();
  }

  static Stream<Sample> timed() {
    return all().filter(sample -> sample.scheme().tolerance().isPresent());
  }

  static Sample of(String preset) {
    return all().filter(sample -> sample.preset.equals(preset)).findFirst().orElseThrow();
  }

  Scheme scheme() {
    return Scheme.preset(preset);
  }

  Secret secret() {
    return Secret.of("current", secretText);
  }

  TestRequest request() {
    return request(SIGNED_AT);
  }

  TestRequest request(Instant signedAt) {
    return requestOf(body, signedAt);
  }

  TestRequest requestOf(String otherBody, Instant signedAt) {
    byte[] bytes = otherBody.getBytes(StandardCharsets.UTF_8);
    return TestRequest.of(bytes, scheme().signer(secret()).sign(bytes, signedAt, unsigned));
  }

  Verification verify(TestRequest request) {
    return verify(request, SIGNED_AT);
  }

  Verification verify(TestRequest request, Instant now) {
    return described(scheme().verifier(List.of(secret())).verify(request, now));
  }

  /** A verification that refuses what does not say clearly which delivery it is. */
  static Verification described(Verification verification) {
    if (verification instanceof Verified verified) {
      try {
        verified.key();
      } catch (UnclearRequestException e) {
        return e.refusal();
      }
    }
    return verification;
  }

  /** What verification says of a delivery that it must accept. */
  Verified verified(TestRequest request) {
    if (verify(request) instanceof Verified verified) {
      return verified;
    }
    throw new AssertionError("refused: " + verify(request));
  }

  @Override
  public String toString() {
    return preset;
  }
}
