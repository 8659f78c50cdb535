package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.slack.api.app_backend.SlackSignature;
import com.stripe.net.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the senders' own libraries sign is genuine here, and what is signed here is there. */
class PeerLibrariesTest {
  private static final long TIME = Sample.SIGNED_AT.getEpochSecond();

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"id\":\"evt_1\",\"type\":\"é\"}", "not json \ud83d\ude00", "a\r\nb"})
  void stripeAgrees(String body) throws Exception {
    Sample stripe = Sample.of("stripe");
    String theirs = Webhook.Util.computeHmacSha256(stripe.secretText(), TIME + "." + body);
    Map<String, String> header = Map.of("Stripe-Signature", "t=" + TIME + ",v1=" + theirs);
    String ours = stripe.requestOf(body, Sample.SIGNED_AT).header("Stripe-Signature");
    Clock clock = Clock.fixed(Sample.SIGNED_AT, ZoneOffset.UTC);

    assertThat(stripe.verify(TestRequest.of(body, header))).isInstanceOf(Verified.class);
    assertThat(Webhook.Signature.verifyHeader(body, ours, stripe.secretText(), 300, clock))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "token=x&text=%2F", "{\"type\":\"é\"}", " \n"})
  void slackAgrees(String body) {
    Sample slack = Sample.of("slack");
    SlackSignature.Generator generator = new SlackSignature.Generator(slack.secretText());
    String time = Long.toString(TIME);
    Map<String, String> headers =
        Map.of(
            "X-Slack-Request-Timestamp", time, "X-Slack-Signature", generator.generate(time, body));
    String ours = slack.requestOf(body, Sample.SIGNED_AT).header("X-Slack-Signature");

    assertThat(slack.verify(TestRequest.of(body, headers))).isInstanceOf(Verified.class);
    assertThat(new SlackSignature.Verifier(generator).isValid(time, body, ours, TIME * 1000))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\":\"é\"}", "[1]\n"})
  void svixSignaturesAreGenuine(String body) throws Exception {
    Sample sample = Sample.of("standard-webhooks");
    com.svix.Webhook svix = new com.svix.Webhook(sample.secretText());
    Map<String, String> headers =
        Map.of(
            "svix-id",
            "msg_1",
            "svix-timestamp",
            Long.toString(TIME),
            "svix-signature",
            svix.sign("msg_1", TIME, body));

    assertThat(sample.verify(TestRequest.of(body, headers))).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\":\"é\"}", "[1]\n"})
  void standardWebhooksSignaturesAreGenuine(String body) throws Exception {
    Sample sample = Sample.of("standard-webhooks");
    var peer = new com.standardwebhooks.Webhook(sample.secretText());
    Map<String, String> headers =
        Map.of(
            "webhook-id",
            "msg_1",
            "webhook-timestamp",
            Long.toString(TIME),
            "webhook-signature",
            peer.sign("msg_1", TIME, body));

    assertThat(sample.verify(TestRequest.of(body, headers))).isInstanceOf(Verified.class);
  }

  @Test
  void svixAndStandardWebhooksAcceptWhatIsSignedHere() throws Exception {
    Sample sample = Sample.of("standard-webhooks");
    byte[] body = sample.body().getBytes(StandardCharsets.UTF_8);
    // They take the time from the system's clock.
    Instant now = Clock.systemUTC().instant();
    Map<String, String> signed = sample.scheme().signer(sample.secret()).sign(body, now, Map.of());
    Map<String, List<String>> headers = new TreeMap<>();
    signed.forEach((name, value) -> headers.put(name, List.of(value)));

    assertThatCode(() -> new com.svix.Webhook(sample.secretText()).verify(sample.body(), headers))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                new com.standardwebhooks.Webhook(sample.secretText())
                    .verify(sample.body(), headers))
        .doesNotThrowAnyException();
  }
}
