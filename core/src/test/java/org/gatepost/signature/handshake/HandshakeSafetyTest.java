package org.gatepost.signature.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.preset.AllPresetsTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for the handshakes of every preset: none is a delivery, signed or not, and none makes
 * one of what nobody signed. The seed is fixed, so a failure repeats.
 */
class HandshakeSafetyTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final int ROUNDS = 400;

  // Can be read as text, as hex and as base64 alike.
  private static final Secret SECRET = Secret.of("right", "30313233343536373839".repeat(2));
  private static final Secret TOKEN = Secret.of("token", "v3rify");
  private static final String HUB = "?hub.mode=subscribe&hub.verify_token=v3rify&hub.challenge=1";
  private static final String MICROSOFT = "Microsoft.EventGrid.SubscriptionValidationEvent";

  /** A handshake as the preset's sender makes it. */
  record Asked(
      String preset, String method, String query, Map<String, String> headers, String body) {
    Asked(String preset, String query) {
      this(preset, "GET", query, Map.of(), "");
    }

    TestRequest request() {
      return TestRequest.of(body.replace('\'', '"'), headers)
          .withUrl("https://a.example/hook" + query)
          .by(method);
    }

    @Override
    public String toString() {
      return preset;
    }
  }

  static Stream<Asked> handshakes() {
    return Stream.of(
        new Asked("dropbox", "?challenge=abc"),
        new Asked("nylas", "?challenge=abc"),
        new Asked("onfleet", "?check=abc"),
        new Asked("linkedin", "?challengeCode=abc"),
        new Asked("x", "?crc_token=abc"),
        new Asked("meta", HUB),
        new Asked("strava", HUB),
        new Asked("ebay", "?challenge_code=abc"),
        new Asked("braintree", "?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53"),
        new Asked("trello", ""),
        new Asked("trello", "HEAD", "", Map.of(), ""),
        new Asked("mailchimp", "?secret=" + "30313233343536373839".repeat(2)),
        new Asked(
            "adobe-sign",
            "GET",
            "",
            Map.of("X-AdobeSign-ClientId", "30313233343536373839".repeat(2)),
            ""),
        new Asked("okta", "GET", "", Map.of("X-Okta-Verification-Challenge", "abc"), ""),
        new Asked("cloudevents", "OPTIONS", "", Map.of("WebHook-Request-Origin", "v3rify"), ""),
        new Asked("mandrill", "HEAD", "", Map.of(), ""),
        new Asked("monday", "POST", "", Map.of(), "{'challenge':'abc'}"),
        new Asked("microsoft-graph", "POST", "?validationToken=abc", Map.of(), ""),
        new Asked("sharepoint", "POST", "?validationtoken=abc", Map.of(), ""),
        new Asked("woocommerce", "POST", "", Map.of(), "webhook_id=1"),
        new Asked("asana", "POST", "", Map.of("X-Hook-Secret", "abc"), ""),
        new Asked("notion", "POST", "", Map.of(), "{'verification_token':'abc'}"),
        new Asked("slack", "POST", "", Map.of(), "{'type':'url_verification','challenge':'abc'}"),
        new Asked(
            "zoom",
            "POST",
            "",
            Map.of(),
            "{'event':'endpoint.url_validation','payload':{'plainToken':'abc'}}"),
        new Asked(
            "twitch",
            "POST",
            "",
            Map.of("Twitch-Eventsub-Message-Type", "webhook_callback_verification"),
            "{'challenge':'abc'}"),
        new Asked(
            "bitbucket-server",
            "POST",
            "",
            Map.of("X-Event-Key", "diagnostics:ping"),
            "{'test':true}"),
        new Asked(
            "xero",
            "POST",
            "",
            Map.of(),
            "{'events':[],'lastEventSequence':0,'firstEventSequence':0}"),
        new Asked(
            "event-grid",
            "POST",
            "?code=" + "30313233343536373839".repeat(2),
            Map.of("aeg-event-type", "SubscriptionValidation"),
            "[{'eventType':'" + MICROSOFT + "','data':{'validationCode':'abc'}}]"));
  }

  private static Verifier verifier(String preset) {
    Secret secret =
        switch (preset) {
          case "ebay" -> TOKEN;
          case "braintree" -> Secret.of("pair", "public:private");
          default -> SECRET;
        };
    return Scheme.preset(preset).verifier(List.of(secret), List.of(TOKEN));
  }

  @Test
  void everyPresetWithAHandshakeIsHere() throws Exception {
    Set<String> declared =
        AllPresetsTest.presets()
            .filter(
                preset -> {
                  try (var in =
                      Scheme.class.getResourceAsStream(
                          "/META-INF/gatepost/schemes/" + preset + ".properties")) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .contains("\nhandshake-");
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .collect(Collectors.toSet());
    // Only Amazon can sign its own: AwsSnsTest.
    declared.remove("aws-sns");
    // And Discord: SeveralHandshakesTest.
    declared.remove("discord");
    assertThat(handshakes().map(Asked::preset).collect(Collectors.toSet())).isEqualTo(declared);
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void handshakeIsNoDeliveryHoweverItIsSigned(Asked asked) {
    Verifier verifier = verifier(asked.preset());
    List<Verification> answers = new ArrayList<>();
    answers.add(verifier.verify(asked.request(), NOW));
    // A ping of WooCommerce is none if it bears a signature.
    boolean unsignedOnly = asked.preset().equals("woocommerce");
    for (Secret secret : unsignedOnly ? List.<Secret>of() : List.of(SECRET, TOKEN)) {
      try {
        answers.add(verifier.verify(asked.request().signed(asked.preset(), secret, NOW), NOW));
      } catch (IllegalArgumentException e) {
        // Signed nowhere, or by a key that this test does not have.
        assertThat(e)
            .hasMessageMatching("(?s).*(public key|cannot have a new member|written as).*");
      }
    }

    assertThat(answers).noneMatch(Verified.class::isInstance).anyMatch(Handshake.class::isInstance);
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void nothingUnsignedIsDeliveredWhateverItAsks(Asked asked) {
    Random random = new Random(20240115);
    List<Asked> all = handshakes().toList();
    Verifier verifier = verifier(asked.preset());
    for (int round = 0; round < ROUNDS; round++) {
      Asked other = all.get(random.nextInt(all.size()));
      TestRequest request =
          new Asked(
                  asked.preset(),
                  random.nextBoolean() ? asked.method() : other.method(),
                  withoutSecret(random.nextBoolean() ? asked.query() : other.query())
                      + garbage(random),
                  random.nextBoolean() ? asked.headers() : other.headers(),
                  (random.nextBoolean() ? asked.body() : other.body()) + garbage(random))
              .request();
      for (Map.Entry<String, String> header : other.headers().entrySet()) {
        request = request.with(header.getKey(), header.getValue() + garbage(random));
      }
      // Here the secret itself is what signs.
      request = request.with("X-AdobeSign-ClientId", "other");

      Verification answer = verifier.verify(request, NOW);

      assertThat(answer).isNotInstanceOf(Verified.class);
      if (answer instanceof Handshake handshake) {
        assertThat(handshake.contentType()).isIn("text/plain", "application/json");
        assertThat(handshake.answer())
            .matches("(public\\|)?[A-Za-z0-9._~ :+/=-]*|\\{(\"[A-Za-z0-9._~ :+/=-]+\"[:,}])+");
        assertThat(handshake.headers().values())
            .allMatch(value -> value.matches("[A-Za-z0-9._~ :+/=*-]+"));
      }
    }
  }

  private static String withoutSecret(String query) {
    return query.replaceAll("(code|secret)=.*", "$1=other");
  }

  private static String garbage(Random random) {
    String[] pieces = {
      "", "", "", "&", "=", "<b>", "\"", "%0D%0A", "%22", "%", " ", "\\", "é", "1"
    };
    return pieces[random.nextInt(pieces.length)];
  }
}
