package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.Refused.assertRefused;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A handshake that nobody signed is answered with what helps nobody, and is never a delivery. */
class UnsignedHandshakeTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final Secret SECRET = Secret.of("current", "s3cr3t");
  private static final Secret TOKEN = Secret.of("token", "v3rify");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = ';',
      value = {
        "dropbox; GET; ?challenge=012345678901234; text/plain; 012345678901234",
        "nylas; GET; ?challenge=a.b_c-d~~e; text/plain; a.b_c-d~~e",
        "mandrill; HEAD; ~~; text/plain; ok",
        "meta; GET; ?hub.mode=subscribe&hub.verify_token=v3rify&hub.challenge=11; text/plain; 11",
        "microsoft-graph; POST; ?validationToken=Validation%3A+a%20b; text/plain; Validation: a b"
      })
  void challengeIsEchoed(String preset, String method, String query, String type, String answer) {
    assertThat(verify(preset, CodedRequest.get("https://a.example/h" + query).withMethod(method)))
        .isEqualTo(new Handshake(answer, type));
  }

  @Test
  void xIsAnsweredWithTheHmacOfItsToken() {
    assertThat(verify("x", CodedRequest.get("https://a.example/x?crc_token=abc-1&nonce=2")))
        .isEqualTo(
            new Handshake(
                "{\"response_token\":\"sha256=" + Hmac.base64("czNjcjN0", "abc-1") + "\"}",
                "application/json"));
  }

  @Test
  void ebayIsAnsweredWithTheDigestOfCodeTokenAndEndpoint() {
    Verification answer =
        Scheme.preset("ebay")
            .verifier(List.of(Secret.of("token", "71745723-d031-455c-bfa5-f90d11b4f20a")))
            .verify(
                CodedRequest.get(
                    "http://www.testendpoint.com/webhook?challenge_code=a8628072-3d33-45ee-9004-bee86830a22d"),
                NOW);
    assertThat(answer)
        .isEqualTo(
            new Handshake(
                "{\"challengeResponse\":\"ca527df75caa230092d7e90484071e8f05d63068f1317973d6a3a42593734bbb\"}",
                "application/json"));
  }

  @Test
  void ebayDeliveriesAreRefused() {
    assertRefused(
        verify(
            "ebay",
            CodedRequest.post("https://a.example/e", Map.of("X-EBAY-SIGNATURE", "e30="), "{}")),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void oktaIsAnsweredInJson() {
    assertThat(
            verify(
                "okta",
                CodedRequest.get("https://a.example/o")
                    .with("X-Okta-Verification-Challenge", "abc")))
        .isEqualTo(new Handshake("{\"verification\":\"abc\"}", "application/json"));
  }

  @Test
  void braintreeIsAnsweredWithTheSignatureOfItsChallenge() {
    Verifier verifier =
        Scheme.preset("braintree")
            .verifier(List.of(Secret.of("keys", "integration_public_key:integration_private_key")));
    String url = "https://a.example/bt?bt_challenge=";

    assertThat(verifier.verify(CodedRequest.get(url + "20f9f8ed05f77439fe955c977e4c8a53"), NOW))
        .isEqualTo(
            new Handshake(
                "integration_public_key|d9b899556c966b3f06945ec21311865d35df3ce4", "text/plain"));
    for (String challenge :
        List.of(
            "PG5vdGlmaWNhdGlvbi8",
            "20f9f8ed05f77439fe955c977e4c8a530",
            "20f9f8ed05f77439fe9",
            "")) {
      assertRefused(verifier.verify(CodedRequest.get(url + challenge), NOW));
    }
  }

  @Test
  void zoomIsVerifiedBeforeItIsAnswered() {
    String body =
        "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\"}}";
    CodedRequest request =
        CodedRequest.post("https://a.example/z", Map.of(), body).signed("zoom", SECRET, NOW);

    assertThat(verify("zoom", request))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.handshakeContentType()).isEqualTo("application/json");
              assertThat(verified.handshakeAnswer())
                  .contains(
                      "{\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\",\"encryptedToken\":\""
                          + Hmac.hex("s3cr3t", "qgg8vlvZRS6UYooatFL8Aw")
                          + "\"}");
            });
    assertRefused(verify("zoom", request.withBody(body + " ")), Refusal.Reason.MISMATCH);
    String quoting = body.replace("qgg8", "q\\\"");
    assertRefused(
        verify(
            "zoom",
            CodedRequest.post("https://a.example/z", Map.of(), quoting)
                .signed("zoom", SECRET, NOW)),
        Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%3Cscript%3E", "a%22b", "a%0Ab", "%C3%A9", "a/b", "a=b", "a%7B"})
  void unsafeCharacterIsNotEchoed(String challenge) {
    for (String preset : List.of("dropbox", "nylas")) {
      assertRefused(
          verify(preset, CodedRequest.get("https://a.example/h?challenge=" + challenge)),
          Refusal.Reason.MALFORMED);
    }
    assertRefused(
        verify("x", CodedRequest.get("https://a.example/h?crc_token=" + challenge)),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void lengthIsBounded() {
    String url = "https://a.example/h?challenge=";

    assertThat(verify("dropbox", CodedRequest.get(url + "a".repeat(255))))
        .isInstanceOf(Handshake.class);
    assertRefused(
        verify("dropbox", CodedRequest.get(url + "a".repeat(256))), Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=11",
        "?hub.mode=subscribe&hub.challenge=11",
        "?hub.mode=unsubscribe&hub.verify_token=v3rify&hub.challenge=11",
        "?hub.mode=subscribe&hub.verify_token=v3rify",
        "?hub.mode=subscribe&hub.mode=subscribe&hub.verify_token=v3rify&hub.challenge=11",
        ""
      })
  void metaThatDoesNotKnowTheTokenIsRefused(String query) {
    assertRefused(verify("meta", CodedRequest.get("https://a.example/m" + query)));
  }

  @Test
  void metaIsRefusedWhereNoTokenIsConfigured() {
    String url = "https://a.example/m?hub.mode=subscribe&hub.verify_token=%7Bhandshake-token%7D";
    assertRefused(
        Scheme.preset("meta")
            .verifier(List.of(SECRET))
            .verify(CodedRequest.get(url + "&hub.challenge=11"), NOW),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void signatureMakesNoDeliveryOfAHandshakesMethod() {
    CodedRequest get =
        CodedRequest.get("https://a.example/d").withBody("{}").signed("dropbox", SECRET, NOW);

    assertRefused(verify("dropbox", get), Refusal.Reason.MISSING);
    assertThat(verify("dropbox", get.withMethod("POST"))).isInstanceOf(Verified.class);
  }

  @Test
  void challengeInADeliveryIsNoHandshake() {
    CodedRequest post =
        CodedRequest.post("https://a.example/d?challenge=1", Map.of(), "{}")
            .signed("dropbox", SECRET, NOW);

    assertThat(verify("dropbox", post))
        .isInstanceOfSatisfying(
            Verified.class, verified -> assertThat(verified.handshakeAnswer()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "handshake-method; PUT; must be one of [GET, HEAD, POST], was [PUT]",
        "handshake-content-type; text/html; must be text/plain or application/json, was [text/html]",
        "handshake-answer; {secret}; must not have {secret} by itself",
        "type; {hmac-hex:query:a}; alone may have {hmac-...}",
        "handshake-answer; {hmac-hex:sha256-hex:query:a}; must not compute within",
        "handshake-method; GET; and [handshake-answer] must be given together"
      })
  void ruleIsStated(String key, String value, String rule) {
    String base = rule.startsWith("and ") ? "github" : "dropbox";
    assertThatThrownBy(() -> Scheme.of(base, Map.of(key, value)))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining(rule);
  }

  private static Verification verify(String preset, CodedRequest request) {
    return Scheme.preset(preset).verifier(List.of(SECRET), TOKEN).verify(request, NOW);
  }
}
