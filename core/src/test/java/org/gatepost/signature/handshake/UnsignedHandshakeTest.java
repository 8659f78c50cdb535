package org.gatepost.signature.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.ExpectedHandshake.handshake;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A handshake that nobody signed is answered with what helps nobody, and is never a delivery. */
class UnsignedHandshakeTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final Secret SECRET = Secret.of("current", "s3cr3t");
  private static final Secret TOKEN = Secret.of("token", "v3rify");
  private static final String MONDAY = "{\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd\"}";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = ';',
      value = {
        "dropbox; GET; ?challenge=012345678901234; 012345678901234",
        "nylas; GET; ?challenge=a.b_c-d~~e; a.b_c-d~~e",
        "nylas; GET; ?challenge=a%2Fb%2B%3D; a/b+=",
        "trello; HEAD; ~~; ~~",
        "trello; GET; ~~; ~~",
        "meta; GET; ?hub.mode=subscribe&hub.verify_token=v3rify&hub.challenge=11; 11",
        "strava; GET; ?hub.mode=subscribe&hub.verify_token=v3rify&hub.challenge=1f;"
            + " {\"hub.challenge\":\"1f\"}",
        "microsoft-graph; POST; ?validationToken=Validation%3A+a%20b; Validation: a b",
        "sharepoint; POST; ?validationtoken=a%2Bb; a+b"
      })
  void challengeIsEchoed(String preset, String method, String query, String answer) {
    String type = answer.startsWith("{") ? "application/json" : "text/plain";
    assertThat(verify(preset, to(query).by(method))).isEqualTo(handshake(answer, type));
  }

  @Test
  void xIsAnsweredWithTheHmacOfItsToken() {
    assertThat(verify("x", get("?crc_token=abc-1&nonce=2")))
        .isEqualTo(
            handshake(
                "{\"response_token\":\"sha256=" + Hmac.base64("czNjcjN0", "abc-1") + "\"}",
                "application/json"));
  }

  @Test
  void linkedInIsAnsweredWithTheHmacOfItsCode() {
    assertThat(verify("linkedin", get("?challengeCode=890e4665")))
        .isEqualTo(
            handshake(
                "{\"challengeCode\":\"890e4665\",\"challengeResponse\":\""
                    + Hmac.hex("s3cr3t", "890e4665")
                    + "\"}",
                "application/json"));
  }

  @Test
  void newestSecretAnswers() {
    Verifier verifier = Scheme.preset("x").verifier(List.of(SECRET, Secret.of("old", "0ld")));
    assertThat(((Handshake) verifier.verify(get("?crc_token=a"), NOW)).answer())
        .contains(Hmac.base64("czNjcjN0", "a"));
  }

  @Test
  void ebayIsAnsweredWithTheDigestOfCodeTokenAndEndpoint() {
    Verifier verifier =
        Scheme.preset("ebay")
            .verifier(List.of(Secret.of("token", "71745723-d031-455c-bfa5-f90d11b4f20a")));
    TestRequest asked =
        get("")
            .withUrl(
                "http://www.testendpoint.com/webhook?challenge_code=a8628072-3d33-45ee-9004-bee86830a22d");

    assertThat(verifier.verify(asked, NOW))
        .isEqualTo(
            handshake(
                "{\"challengeResponse\":\"ca527df75caa230092d7e90484071e8f05d63068f1317973d6a3a42593734bbb\"}",
                "application/json"));
    assertRefused(verify("ebay", to("").with("X-EBAY-SIGNATURE", "e30=")), Refusal.Reason.MISMATCH);
  }

  @Test
  void oktaIsAnsweredInJson() {
    assertThat(verify("okta", get("").with("X-Okta-Verification-Challenge", "abc")))
        .isEqualTo(handshake("{\"verification\":\"abc\"}", "application/json"));
    assertRefused(verify("okta", get("")), Refusal.Reason.MISSING);
  }

  @Test
  void originThatIsConfiguredMaySendCloudEvents() {
    TestRequest options = to("").by("OPTIONS").with("WebHook-Request-Origin", "v3rify");

    assertThat(verify("cloudevents", options.with("WebHook-Request-Rate", "120")))
        .isEqualTo(allowed("120"));
    assertThat(verify("cloudevents", options)).isEqualTo(allowed("*"));
    assertRefused(
        verify("cloudevents", options.with("WebHook-Request-Rate", "1\u0009\"")),
        Refusal.Reason.MALFORMED);
    assertRefused(
        verify("cloudevents", options.with("WebHook-Request-Origin", "evil.example")),
        Refusal.Reason.MISMATCH);
    assertRefused(verify("cloudevents", to("").by("OPTIONS")), Refusal.Reason.MISMATCH);
    // No delivery, though it has the token.
    assertRefused(
        verify("cloudevents", to("").by("OPTIONS").with("Authorization", "Bearer s3cr3t")));
  }

  private static Handshake allowed(String rate) {
    return new Handshake(
        "",
        "text/plain",
        Map.of("Allow", "POST", "WebHook-Allowed-Origin", "v3rify", "WebHook-Allowed-Rate", rate),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void asanaGetsItsSecretBackInAHeader() {
    TestRequest first = to("").with("X-Hook-Secret", "b537207f20cbfa02357cf448134da559");
    Verifier verifier = Scheme.preset("asana").verifier(List.of());

    assertThat(verifier.verify(first, NOW))
        .isEqualTo(
            new Handshake(
                "",
                "text/plain",
                Map.of("X-Hook-Secret", "b537207f20cbfa02357cf448134da559"),
                Optional.of("b537207f20cbfa02357cf448134da559"),
                Optional.empty()))
        .asString()
        .doesNotContain("b537207f20cbfa");
    assertRefused(
        verifier.verify(first.with("X-Hook-Secret", "a,b"), NOW), Refusal.Reason.MALFORMED);
    assertRefused(
        verifier.verify(to("").with("X-Hook-Signature", "00".repeat(32)), NOW),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void secretThatAHandshakeBringsIsNotTrusted() {
    String brought = "brought-by-whoever";
    Verifier verifier = Scheme.preset("asana").verifier(List.of(SECRET));
    verifier.verify(to("").with("X-Hook-Secret", brought), NOW);

    assertRefused(
        verifier.verify(to("").signed("asana", Secret.of("x", brought), NOW), NOW),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void notionBringsItsTokenInTheBody() {
    TestRequest first = TestRequest.of("{\"verification_token\":\"secret_tMrlL1qK5\"}", Map.of());

    assertThat(verify("notion", first))
        .isInstanceOfSatisfying(
            Handshake.class,
            handshake -> {
              assertThat(handshake.secret()).contains("secret_tMrlL1qK5");
              assertThat(handshake.answer()).isEmpty();
            });
  }

  @Test
  void mondayIsAnsweredAsItAsks() {
    Scheme monday =
        Scheme.of(
            "header-token",
            Map.of(
                "handshake-method", "POST",
                "handshake-content-type", "application/json",
                "handshake-answer", "{{\"challenge\":\"{json:/challenge}\"}"));
    Verifier verifier = monday.verifier(List.of(SECRET));

    assertThat(verifier.verify(TestRequest.of(MONDAY, Map.of()), NOW))
        .isEqualTo(handshake(MONDAY, "application/json"));
    for (String other :
        List.of(
            "{\"event\":{\"challenge\":\"a\"}}",
            "{\"challenge\":{\"a\":1}}",
            "{\"challenge\":\"a\",\"challenge\":\"b\"}",
            "{\"challenge\":\"a\\\"\"}",
            "{\"challenge\":\"\\u003cscript>\"}",
            "{\"challenge\":\"a\"")) {
      assertRefused(verifier.verify(TestRequest.of(other, Map.of()), NOW));
    }
  }

  @Test
  void pingOfWooCommerceIsAFormWithoutSignature() {
    TestRequest ping = TestRequest.of("webhook_id=42", Map.of());

    assertThat(verify("woocommerce", ping)).isEqualTo(handshake("42", "text/plain"));
    // A text in a genuine delivery must not make it a ping.
    TestRequest order =
        TestRequest.of("{\"note\":\"&webhook_id=42&\"}", Map.of())
            .signed("woocommerce", SECRET, NOW);
    assertThat(verify("woocommerce", order)).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%3Cscript%3E", "a%22b", "a%0Ab", "a%0D", "%C3%A9", "a%7B", "a(b", "a%5Cb", "a;b"})
  void unsafeCharacterIsNeitherEchoedNorSigned(String challenge) {
    assertRefused(verify("dropbox", get("?challenge=" + challenge)), Refusal.Reason.MALFORMED);
    assertRefused(verify("x", get("?crc_token=" + challenge)), Refusal.Reason.MALFORMED);
  }

  @Test
  void lengthIsBounded() {
    assertThat(verify("dropbox", get("?challenge=" + "a".repeat(255))))
        .isInstanceOf(Handshake.class);
    assertRefused(
        verify("dropbox", get("?challenge=" + "a".repeat(256))), Refusal.Reason.MALFORMED);
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
  void whoDoesNotKnowTheTokenIsRefused(String query) {
    assertRefused(verify("meta", get(query)));
    assertRefused(verify("strava", get(query)));
  }

  @Test
  void eachOfSeveralTokensIsGood() {
    Verifier verifier =
        Scheme.preset("meta").verifier(List.of(SECRET), List.of(Secret.of("new", "n3w"), TOKEN));
    String query = "?hub.mode=subscribe&hub.challenge=11&hub.verify_token=";

    assertThat(verifier.verify(get(query + "n3w"), NOW)).isInstanceOf(Handshake.class);
    assertThat(verifier.verify(get(query + "v3rify"), NOW)).isInstanceOf(Handshake.class);
    assertRefused(verifier.verify(get(query + "s3cr3t"), NOW), Refusal.Reason.MISMATCH);
  }

  @Test
  void allAreRefusedWhereNoTokenIsConfigured() {
    String query = "?hub.mode=subscribe&hub.verify_token=%7Bhandshake-token%7D&hub.challenge=11";
    assertRefused(
        Scheme.preset("meta").verifier(List.of(SECRET)).verify(get(query), NOW),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void signatureMakesNoDeliveryOfAHandshakesMethod() {
    TestRequest get = TestRequest.of("{}", Map.of()).by("GET").signed("dropbox", SECRET, NOW);

    assertRefused(verify("dropbox", get), Refusal.Reason.MISSING);
    assertThat(verify("dropbox", get.by("POST"))).isInstanceOf(Verified.class);
  }

  @Test
  void challengeInADeliveryIsNoHandshake() {
    TestRequest post = to("?challenge=1").signed("dropbox", SECRET, NOW);

    assertThat(verify("dropbox", post)).isInstanceOf(Verified.class);
  }

  /** What anybody can have signed by a handshake, nobody can deliver. */
  @ParameterizedTest
  @CsvSource({
    "x, crc_token, '', true",
    "x, crc_token, '', 12345",
    "linkedin, challengeCode, hmacsha256=, true",
    "linkedin, challengeCode, hmacsha256=, 1"
  })
  void answerToAHandshakeIsNoSignature(
      String preset, String parameter, String before, String body) {
    String challenge = Base64.getUrlEncoder().encodeToString(new byte[3]) + body;
    for (String content : List.of(body, challenge)) {
      Verification answer = verify(preset, get("?" + parameter + "=" + before + content));
      String signature =
          ((Handshake) answer).answer().replaceAll(".*[:,]\"(sha256=)?([^\"]+)\"}", "$2");
      TestRequest forged = TestRequest.of(content, Map.of()).signed(preset, SECRET, NOW);
      String header = preset.equals("x") ? "X-Twitter-Webhooks-Signature" : "X-LI-Signature";
      // It is the very signature: only that the content could be a challenge gives it away.
      assertThat(forged.header(header)).endsWith(signature);

      assertRefused(verify(preset, forged), Refusal.Reason.MISMATCH);
    }
    String more = "\"" + "a".repeat(300) + "\"";
    assertThat(verify(preset, TestRequest.of(more, Map.of()).signed(preset, SECRET, NOW)))
        .isInstanceOf(Verified.class);
    assertThat(
            verify(preset, TestRequest.of("a".repeat(256), Map.of()).signed(preset, SECRET, NOW)))
        .isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dropbox; handshake-method; PUT; must be some of [GET, HEAD, OPTIONS, POST], separated by commas, was [PUT]",
        "dropbox; handshake-content-type; text/html; must be text/plain or application/json, was [text/html]",
        "dropbox; handshake-answer; {secret}; must not refer to bytes or the secret, which are no text",
        "dropbox; handshake-answer; {body}; must not refer to bytes or the secret, which are no text",
        "dropbox; handshake-answer; {sha256-hex:query:a+secret}; must have secret only within",
        "dropbox; handshake-answer; {hmac-hex:query:a+query:b}; must compute {hmac-...:PLACE} of one place",
        "dropbox; handshake-answer; {hmac-hex:secret}; must compute {hmac-...:PLACE} of one place",
        "dropbox; handshake-answer; {hmac-hex:body}; must compute {hmac-...:PLACE} of one place",
        "dropbox; handshake-answer; {sha256-hex:query:a+body}; must compute",
        "dropbox; handshake-answer; {hmac-hex:sha256-hex:query:a}; must digest",
        "ebay; handshake-answer; {hmac-hex:query:a}; may have {hmac-...} only where deliveries have one",
        "dropbox; handshake-answer-header; X-A; must be of the form NAME is VALUE",
        "dropbox; handshake-answer-header; X A is b; must be of the form NAME is VALUE",
        "dropbox; handshake-answer-header; X-A is é; must be of the form NAME is VALUE",
        "dropbox; handshake-secret; secret; must be a place such as {header:NAME}",
        "slack; handshake-secret; {header:X}; must come with handshake-method",
        "dropbox; type; {hmac-hex:query:a}; must refer to something in a request",
        "dropbox; signed-content; {body}{hmac-hex:query:a}; must refer to something in a request"
      })
  void ruleIsStated(String preset, String key, String value, String rule) {
    assertThatThrownBy(() -> Scheme.of(preset, Map.of(key, value)))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining(rule)
        .extracting(e -> ((InvalidSchemeException) e).key())
        .isEqualTo(key);
  }

  private static TestRequest get(String query) {
    return to(query).by("GET");
  }

  private static TestRequest to(String query) {
    return TestRequest.of("", Map.of()).withUrl("https://a.example/hook" + query);
  }

  private static Verification verify(String preset, TestRequest request) {
    return Scheme.preset(preset).verifier(List.of(SECRET), List.of(TOKEN)).verify(request, NOW);
  }
}
