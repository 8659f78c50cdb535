package org.gatepost.signature.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.PublicKeySender;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender may ask in several ways, and want an answer without a body. */
class SeveralHandshakesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_796_000_000);
  private static final String FORM = "application/x-www-form-urlencoded";

  private static Verification verify(String preset, String secret, TestRequest request) {
    return Scheme.preset(preset).verifier(List.of(Secret.of("test", secret))).verify(request, NOW);
  }

  private static TestRequest slack(String body) {
    return TestRequest.of(
        body,
        Map.of(
            "X-Slack-Request-Timestamp",
            "1796000000",
            "X-Slack-Signature",
            "v0=" + Hmac.hex("s", "v0:1796000000:" + body)));
  }

  private static void isAnswered(Verification verification, int status, String answer) {
    assertThat(verification)
        .isInstanceOfSatisfying(
            Handshake.class,
            handshake -> {
              assertThat(handshake.status()).isEqualTo(status);
              assertThat(handshake.answer()).isEqualTo(answer);
            });
  }

  @Test
  void slackAsksForAChallengeAndTriesTheCertificate() {
    String challenge = "{\"type\":\"url_verification\",\"challenge\":\"c1\"}";
    isAnswered(verify("slack", "s", slack(challenge)), 200, "c1");
    TestRequest form = TestRequest.of("ssl_check=1&token=t", Map.of("Content-Type", FORM));
    isAnswered(verify("slack", "s", form), 200, "");
    TestRequest query =
        TestRequest.of("", Map.of()).by("GET").withUrl("https://a.example/?token=t&ssl_check=1");
    isAnswered(verify("slack", "s", query), 200, "");
  }

  @Test
  void nothingElseOfSlackGetsInUnsigned() {
    assertThat(verify("slack", "s", TestRequest.of("ssl_check=0", Map.of("Content-Type", FORM))))
        .isInstanceOf(Refusal.class);
    assertThat(verify("slack", "s", TestRequest.of("{\"x\":\"&ssl_check=1&\"}", Map.of())))
        .isInstanceOf(Refusal.class);
    TestRequest unsigned =
        TestRequest.of("{\"type\":\"url_verification\",\"challenge\":\"c1\"}", Map.of());
    assertThat(verify("slack", "s", unsigned)).isInstanceOf(Refusal.class);
    assertThat(verify("slack", "s", slack("{\"x\":\"&ssl_check=1&\"}").by("GET")))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void textOfAnEventOfSlackIsNoHandshake() {
    assertThat(verify("slack", "s", slack("{\"type\":\"event_callback\",\"x\":\"&ssl_check=1&\"}")))
        .isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,false", "2,false"})
  void pingOfDiscordsWebhookEventsIsAnsweredWithoutABody(int type, boolean handshake)
      throws Exception {
    PublicKeySender sender = PublicKeySender.ED25519;
    String body = "{\"version\":1,\"application_id\":\"1\",\"type\":" + type + "}";
    byte[] signature = sender.sign(("1796000000" + body).getBytes("UTF-8"));
    TestRequest request =
        TestRequest.of(
            body,
            Map.of(
                "X-Signature-Timestamp",
                "1796000000",
                "X-Signature-Ed25519",
                HexFormat.of().formatHex(signature)));

    Verification verification = verify("discord", sender.pem(), request);
    if (handshake) {
      isAnswered(verification, 204, "");
    } else {
      assertThat(verification).isInstanceOf(Verified.class);
    }
    assertThat(verify("discord", sender.pem(), request.withBody("{\"type\":0}".getBytes("UTF-8"))))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void pingOfBitbucketIsAnsweredSignedOrNot() {
    String ping = "{\"test\": true}";
    Map<String, String> headers = new HashMap<>(Map.of("X-Event-Key", "diagnostics:ping"));
    isAnswered(verify("bitbucket-server", "s", TestRequest.of(ping, headers)), 200, "");
    headers.put("X-Hub-Signature", "sha256=" + Hmac.hex("s", ping));
    isAnswered(verify("bitbucket-server", "s", TestRequest.of(ping, headers)), 200, "");
    String push = "{\"eventKey\":\"repo:refs_changed\"}";
    assertThat(verify("bitbucket-server", "s", TestRequest.of(push, headers)))
        .isInstanceOf(Refusal.class);
    headers.put("X-Hub-Signature", "sha256=" + Hmac.hex("s", push));
    assertThat(verify("bitbucket-server", "s", TestRequest.of(push, headers)))
        .isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "handshake-answer-2|{json:/x}",
        "handshake-status-3|204",
        "handshake-status|204",
      })
  void eachKindIsWhole(String key, String value) {
    assertInvalid(key, Map.of(key, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"205", "404", "x"})
  void statusIsOneOfTwo(String status) {
    assertInvalid(
        "handshake-status-2",
        Map.of("handshake-when-2", "{json:/a} is b", "handshake-status-2", status));
  }

  @Test
  void answerWithoutContentHasNoBody() {
    assertInvalid(
        "handshake-status-2",
        Map.of(
            "handshake-when-2", "{json:/a} is b",
            "handshake-answer-2", "{json:/c}",
            "handshake-status-2", "204"));
  }

  private static void assertInvalid(String key, Map<String, String> keys) {
    assertThatThrownBy(() -> Scheme.of("github", keys))
        .isInstanceOfSatisfying(
            InvalidSchemeException.class, e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void overridingOneKindLeavesTheOther() throws Exception {
    PublicKeySender sender = PublicKeySender.ED25519;
    Scheme scheme =
        Scheme.of(
            "discord",
            Map.of(
                "handshake-when", "{json:/type} is 1",
                "handshake-content-type", "application/json",
                "handshake-answer", "{{\"type\":1}"));
    for (int type = 0; type <= 1; type++) {
      String body = "{\"type\":" + type + "}";
      byte[] signature = sender.sign(("1796000000" + body).getBytes("UTF-8"));
      TestRequest request =
          TestRequest.of(
              body,
              Map.of(
                  "X-Signature-Timestamp",
                  "1796000000",
                  "X-Signature-Ed25519",
                  HexFormat.of().formatHex(signature)));
      isAnswered(
          scheme.verifier(List.of(Secret.of("test", sender.pem()))).verify(request, NOW),
          type == 0 ? 204 : 200,
          type == 0 ? "" : "{\"type\":1}");
    }
  }
}
