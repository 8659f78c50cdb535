package org.gatepost.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.ExpectedHandshake.handshake;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Some senders ask whether the receiver is the right one with a signed request. */
class HandshakeTest {
  private static final Sample SLACK = Sample.of("slack");
  private static final String SECRET = "s3cr3t";
  private static final Map<String, String> TWITCH =
      Map.of(
          "Twitch-Eventsub-Message-Id",
          "m-1",
          "Twitch-Eventsub-Message-Type",
          "webhook_callback_verification");
  private static final String ASKING =
      "{\"token\":\"Jhj5dZrVaK7ZwHHjRyZWjbDl\","
          + "\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\","
          + "\"type\":\"url_verification\"}";

  @Test
  void challengeIsTheAnswer() {
    assertThat(slack(ASKING))
        .isEqualTo(handshake("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", "text/plain"));
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
        "\"type=url_verification&challenge=x\""
      })
  void whatIsNoHandshakeHasNoAnswer(String body) {
    assertThat(slack(body)).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void deliveryHasNoAnswer(Sample sample) {
    assertThat(sample.verify(sample.request())).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = ';',
      value = {
        "zoom; {'event':'endpoint.url_validation','payload':{'plainToken':'qgg8vlvZRS6UYooatFL8Aw'}};"
            + " {'plainToken':'qgg8vlvZRS6UYooatFL8Aw','encryptedToken':'HMAC'}",
        "twitch; {'challenge':'pogchamp-kappa-360noscope-vohiyo'}; pogchamp-kappa-360noscope-vohiyo",
        "xero; {'events':[],'firstEventSequence':0,'lastEventSequence':0,'entropy':'S0m3'}; ~~"
      })
  void signedHandshakeIsVerifiedBeforeItIsAnswered(String preset, String asked, String answered) {
    String body = asked.replace('\'', '"');
    String answer =
        answered.replace('\'', '"').replace("HMAC", Hmac.hex(SECRET, "qgg8vlvZRS6UYooatFL8Aw"));
    TestRequest request =
        TestRequest.of(body, TWITCH).signed(preset, Secret.of("current", SECRET), Sample.SIGNED_AT);

    assertThat(verify(preset, request))
        .isEqualTo(handshake(answer, preset.equals("zoom") ? "application/json" : "text/plain"));
    assertRefused(
        verify(preset, request.withBody((body + " ").getBytes(StandardCharsets.UTF_8))),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void zoomIsAnsweredWithTheSecretThatSigned() {
    String body = "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"abc\"}}";
    TestRequest request =
        TestRequest.of(body, Map.of()).signed("zoom", Secret.of("old", "0ld"), Sample.SIGNED_AT);

    assertThat(
            Scheme.preset("zoom")
                .verifier(List.of(Secret.of("new", SECRET), Secret.of("old", "0ld")))
                .verify(request, Sample.SIGNED_AT))
        .isEqualTo(
            handshake(
                "{\"plainToken\":\"abc\",\"encryptedToken\":\"" + Hmac.hex("0ld", "abc") + "\"}",
                "application/json"));
  }

  @Test
  void whatWouldEndAJsonStringIsNotAnswered() {
    String body = "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"a\\\"b\"}}";
    assertRefused(
        verify(
            "zoom",
            TestRequest.of(body, Map.of())
                .signed("zoom", Secret.of("current", SECRET), Sample.SIGNED_AT)),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void eventGridIsAnsweredOnlyWhereItHasTheSecret() {
    String body =
        "[{\"id\":\"1\",\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\","
            + "\"data\":{\"validationCode\":\"512d38b6-c7b8-40c8-89fe-f46f9e9622b6\"}}]";
    TestRequest request = TestRequest.of(body, Map.of("aeg-event-type", "SubscriptionValidation"));

    assertThat(verify("event-grid", request.withUrl("https://a.example/?code=" + SECRET)))
        .isEqualTo(
            handshake(
                "{\"validationResponse\":\"512d38b6-c7b8-40c8-89fe-f46f9e9622b6\"}",
                "application/json"));
    assertRefused(
        verify("event-grid", request.withUrl("https://a.example/?code=other")),
        Refusal.Reason.MISMATCH);
    assertThat(
            verify(
                "event-grid",
                request
                    .with("aeg-event-type", "Notification")
                    .withUrl("https://a.example/?code=" + SECRET)))
        .isInstanceOf(Verified.class);
  }

  @Test
  void mailchimpMayAskWithItsSecret() {
    TestRequest get = TestRequest.of("", Map.of()).by("GET");

    assertThat(verify("mailchimp", get.withUrl("https://a.example/?secret=" + SECRET)))
        .isEqualTo(handshake("", "text/plain"));
    assertRefused(
        verify("mailchimp", get.withUrl("https://a.example/?secret=no")), Refusal.Reason.MISMATCH);
  }

  @Test
  void adobeGetsItsClientIdBack() {
    TestRequest get = TestRequest.of("", Map.of("X-AdobeSign-ClientId", SECRET)).by("GET");

    assertThat(verify("adobe-sign", get))
        .isInstanceOfSatisfying(
            Handshake.class,
            handshake ->
                assertThat(handshake.headers()).isEqualTo(Map.of("X-AdobeSign-ClientId", SECRET)));
    assertRefused(
        verify("adobe-sign", get.with("X-AdobeSign-ClientId", "another")), Refusal.Reason.MISMATCH);
    assertThat(verify("adobe-sign", get.by("POST"))).isInstanceOf(Verified.class);
  }

  @Test
  void codeNamesWhatAnOperatorMustOpen() {
    SchemeDefinition scheme =
        Definitions.of(
            Map.of(
                "algorithm", "HMAC-SHA256",
                "signature", "{header:S}",
                "signed-content", "{body}",
                "max-body", "1M",
                "handshake-when", "{json:/Type} is SubscriptionConfirmation"));
    String body = "{\"Type\":\"SubscriptionConfirmation\"}";

    assertThat(confirm(scheme, body, "https://sns.eu-west-1.amazonaws.com/?Action=x"))
        .isEqualTo(Optional.of("https://sns.eu-west-1.amazonaws.com/?Action=x"));
    assertThat(confirm(scheme, body, null)).isEmpty();
    // Nothing that would look like another line of the log.
    assertThat(confirm(scheme, body, "https://a.example/\nGP026: x")).isEmpty();
    assertThat(confirm(scheme, body, "http://a.example/")).isEmpty();
  }

  private static Optional<String> confirm(SchemeDefinition scheme, String body, String url) {
    Authentication authentication =
        new Authentication() {
          @Override
          public Proof authenticate(Values values) {
            return new Match("certificate", null);
          }

          @Override
          public String confirmationUrl(Values values) {
            return url;
          }
        };
    Verification verification =
        new SchemeVerifier(
                scheme, authentication, HandshakeAnswers.of(scheme, List.of(), List.of()), null)
            .verify(TestRequest.of(body, Map.of()), Sample.SIGNED_AT);
    return ((Handshake) verification).confirmationUrl();
  }

  private static Verification verify(String preset, TestRequest request) {
    return Scheme.preset(preset)
        .verifier(List.of(Secret.of("current", SECRET)))
        .verify(request, Sample.SIGNED_AT);
  }

  private static Verification slack(String body) {
    return SLACK.verify(SLACK.requestOf(body, Sample.SIGNED_AT));
  }
}
