package org.gatepost.signature.internal.method.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Jwt;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Braintree has a challenge signed with the key of its deliveries: none can be made of that. */
class BraintreeHandshakeTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final String URL = "https://a.example/bt";
  private static final String CHALLENGE = "20f9f8ed05f77439fe955c977e4c8a53";
  private static final Secret OTHER = Secret.of("old", "other:secret");
  private static final Secret PAIR =
      Secret.of("pair", "integration_public_key:integration_private_key");

  @Test
  void newestPairAnswersTheChallenge() {
    assertThat(verify(get("?bt_challenge=" + CHALLENGE)))
        .isInstanceOfSatisfying(
            Handshake.class,
            handshake -> {
              assertThat(handshake.answer())
                  .isEqualTo("integration_public_key|d9b899556c966b3f06945ec21311865d35df3ce4");
              assertThat(handshake.contentType()).isEqualTo("text/plain");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "?bt_challenge=0123456789abcdef012,MALFORMED",
    "?bt_challenge=0123456789abcdef0123456789abcdef0,MALFORMED",
    "?bt_challenge=0123456789abcdef012G,MALFORMED",
    "?bt_challenge=0123456789ABCDEF0123,MALFORMED",
    "?bt_challenge=0123456789abcdef0123%0A,MALFORMED",
    "?bt_challenge=PG5vdGlmaWNhdGlvbi8%2B,MALFORMED",
    "?bt_challenge=0123456789abcdef0123&bt_challenge=0123456789abcdef0123,MALFORMED",
    "?bt_challenge=,MISSING",
    "?bt_payload=PGE%2BYmM8L2E%2B,MISSING",
    "'',MISSING"
  })
  void whatIsNoChallengeIsRefused(String query, Refusal.Reason reason) {
    assertRefused(verify(get(query)), reason);
  }

  @Test
  void challengeIsAnsweredByGetOnly() {
    assertRefused(verify(get("?bt_challenge=" + CHALLENGE).by("POST")), Refusal.Reason.MISSING);
  }

  @ParameterizedTest
  @CsvSource({"20f9f8ed05f77439fe955c977e4c8a53", "0123456789abcdef0123"})
  void answerToAChallengeMakesNoDelivery(String challenge) {
    Handshake answer = (Handshake) verify(get("?bt_challenge=" + challenge));
    String form =
        "bt_payload=" + challenge + "&bt_signature=" + answer.answer().replace("|", "%7C");

    assertRefused(verify(TestRequest.of(form, Map.of()).withUrl(URL)), Refusal.Reason.MISMATCH);
    // Such as no challenge is.
    String longer = "bt_payload=" + challenge + "0000000000000";
    assertThat(
            verify(
                TestRequest.of(
                    Scheme.preset("braintree")
                        .signer(PAIR)
                        .request("POST", URL, Jwt.utf8(longer), NOW, Map.of()))))
        .isInstanceOf(Verified.class);
  }

  private static TestRequest get(String query) {
    return TestRequest.of("", Map.of()).withUrl(URL + query).by("GET");
  }

  private static Verification verify(TestRequest request) {
    return Scheme.preset("braintree").verifier(List.of(PAIR, OTHER)).verify(request, NOW);
  }
}
