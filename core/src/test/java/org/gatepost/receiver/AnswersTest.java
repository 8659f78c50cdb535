package org.gatepost.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatepost.InvalidSettingException;
import org.gatepost.fixture.PlainRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.fixture.Hmac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders are answered as they want it. */
class AnswersTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_796_000_000);
  private static final String FORM = "application/x-www-form-urlencoded";

  private static Receiver receiver(Map<String, String> settings, String secret) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("secret", "literal:" + secret);
    all.put("ledger", "memory");
    return Receiver.of("source", all, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** What is answered to a delivery that is processed well, and to a copy of it. */
  private static Reply[] answers(Receiver receiver, PlainRequest request) throws Exception {
    Reception.Accepted accepted = (Reception.Accepted) receiver.receive(request);
    Reply first = accepted.passage().reply(Answer.SUCCESS.reply());
    accepted.answered(200);
    Reception.Declined copy = (Reception.Declined) receiver.receive(request);
    return new Reply[] {first, copy.reply()};
  }

  private static PlainRequest slack(String type, String body) {
    String signature = "v0=" + Hmac.hex("s", "v0:1796000000:" + body);
    return PlainRequest.post(
        Map.of(
            "Content-Type", type,
            "X-Slack-Request-Timestamp", "1796000000",
            "X-Slack-Signature", signature),
        body);
  }

  @Test
  void formsOfSlackGetAnEmptyAnswer() throws Exception {
    Receiver slack = receiver(Map.of("scheme", "slack"), "s");

    for (Reply reply : answers(slack, slack(FORM + "; charset=utf-8", "command=%2Fweather"))) {
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEmpty();
      assertThat(reply.headers()).doesNotContainKey("Content-Type");
    }
    Reply[] events = answers(slack, slack("application/json", "{\"event_id\":\"e\"}"));
    assertThat(events[0].body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(events[1].body()).isEqualTo("{\"status\":\"already_processed\"}");
  }

  @Test
  void xeroGetsNoBodyInAnyAnswer() throws Exception {
    Receiver xero = receiver(Map.of("scheme", "xero"), "s");
    String key = Base64.getEncoder().encodeToString("s".getBytes(StandardCharsets.UTF_8));
    PlainRequest request =
        PlainRequest.post(Map.of("x-xero-signature", Hmac.base64(key, "{}")), "{}");

    for (Reply reply : answers(xero, request)) {
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEmpty();
    }
    for (PlainRequest refused :
        new PlainRequest[] {PlainRequest.post(request.headers(), "{ }"), request.by("PUT")}) {
      Reply reply = ((Reception.Declined) xero.receive(refused)).reply();
      assertThat(reply.status()).isGreaterThan(400);
      assertThat(reply.body()).isEmpty();
      assertThat(reply.headers()).doesNotContainKey("Content-Type");
    }
  }

  @Test
  void twilioGetsItsMarkup() throws Exception {
    String url = "https://a.example/app/hook";
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA1");
    mac.init(new javax.crypto.spec.SecretKeySpec("s".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    byte[] signature = mac.doFinal((url + "CallStatusringing").getBytes(StandardCharsets.UTF_8));
    Receiver twilio = receiver(Map.of("scheme", "twilio", "public-url", url), "s");
    PlainRequest request =
        PlainRequest.post(
            Map.of(
                "Content-Type",
                FORM,
                "X-Twilio-Signature",
                Base64.getEncoder().encodeToString(signature)),
            "CallStatus=ringing");

    for (Reply reply : answers(twilio, request)) {
      assertThat(reply.body()).isEqualTo("<Response/>");
      assertThat(reply.headers()).containsEntry("Content-Type", "text/xml;charset=UTF-8");
    }
    Reply refused =
        ((Reception.Declined) twilio.receive(PlainRequest.post(request.headers(), "a=b"))).reply();
    assertThat(refused.body()).isEqualTo("{\"error\":\"Invalid signature\"}");
  }

  @Test
  void failureIsToldInTheUsualWords() throws Exception {
    Receiver receiver = receiver(Map.of("scheme", "header-token", "answer", "fine"), "s");
    Reception.Accepted accepted =
        (Reception.Accepted) receiver.receive(PlainRequest.post(Map.of("webhook-key", "s"), "{}"));

    assertThat(accepted.passage().reply(Answer.IGNORED.reply()).body()).isEqualTo("fine");
    assertThat(accepted.passage().reply(Answer.PROCESSING_FAILED.reply()))
        .isEqualTo(Answer.PROCESSING_FAILED.reply());
  }

  @ParameterizedTest
  @CsvSource({
    "answer,' '",
    "answer-content-type,text/html",
    "answer-content-type,text/xml",
    "answer-to,forms",
    "answer-to,some",
    "answer-within,PT0.999S",
    "answer-within,PT10M0.001S",
    "answer-within,10s",
    "answer-within,' '"
  })
  void answerIsWellFormed(String key, String value) {
    assertThatThrownBy(() -> receiver(Map.of("scheme", "header-token", key, value), "s"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({"PT1S,PT1S", "PT10M,PT10M", "none,"})
  void limitIsFromASecondToTenMinutes(String value, Duration limit) {
    assertThat(Scheme.of("slack", Map.of("answer-within", value)).answer().within())
        .isEqualTo(Optional.ofNullable(limit));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "basic-auth|Basic realm=\"webhooks\", charset=\"UTF-8\"",
        "chargebee|Basic realm=\"webhooks\", charset=\"UTF-8\"",
        "brevo|Bearer realm=\"webhooks\"",
        "vonage|Bearer realm=\"webhooks\""
      })
  void clientWithoutALoginIsAskedForOne(String preset, String challenge) throws Exception {
    Receiver receiver = receiver(Map.of("scheme", preset), "u:p");

    Reply reply =
        ((Reception.Declined) receiver.receive(PlainRequest.post(Map.of(), "{}"))).reply();
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers()).containsEntry("WWW-Authenticate", challenge);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "microsoft-teams", "datadog", "netlify"})
  void schemeThatIsNoneOfHttpAsksForNothing(String preset) throws Exception {
    Receiver receiver = receiver(Map.of("scheme", preset), "MDEy");

    Reply reply =
        ((Reception.Declined) receiver.receive(PlainRequest.post(Map.of(), "{}"))).reply();
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers()).doesNotContainKey("WWW-Authenticate");
  }

  @Test
  void whoWaitsToBeAskedDoesNotFail() throws Exception {
    Receiver receiver = receiver(Map.of("scheme", "basic-auth", "failure-limit", "2/m"), "u:p");

    for (int i = 0; i < 5; i++) {
      assertThat(status(receiver, Map.of())).isEqualTo(401);
    }
    assertThat(status(receiver, Map.of("Authorization", "Basic eDp5"))).isEqualTo(401);
    assertThat(status(receiver, Map.of("Authorization", "Basic eDp5"))).isEqualTo(401);
    assertThat(status(receiver, Map.of("Authorization", "Basic eDp5"))).isEqualTo(429);
  }

  private static int status(Receiver receiver, Map<String, String> headers) throws Exception {
    return ((Reception.Declined) receiver.receive(PlainRequest.post(headers, "{}")))
        .reply()
        .status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic ", "basic ", "BASIC ", "Basic   "})
  void nameOfTheSchemeIsInAnyCase(String name) throws Exception {
    for (String preset : new String[] {"basic-auth", "chargebee", "postmark"}) {
      assertThat(login(preset, "u:p", name, "u:p".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(Reception.Accepted.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basi ", "Basic", "Basic\t", " Basic ", "Bearer "})
  void otherNameIsRefused(String name) throws Exception {
    assertThat(login("basic-auth", "u:p", name, "u:p".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Reception.Declined.class);
  }

  @ParameterizedTest
  @CsvSource({"basic-auth,UTF-8", "basic-auth,ISO-8859-1", "azure-devops,ISO-8859-1"})
  void passwordIsInEitherCharset(String preset, String charset) throws Exception {
    assertThat(login(preset, "u:pä", "Basic ", "u:pä".getBytes(charset)))
        .isInstanceOf(Reception.Accepted.class);
    assertThat(login(preset, "u:pä", "Basic ", "u:p?".getBytes(charset)))
        .isInstanceOf(Reception.Declined.class);
  }

  @Test
  void passwordBeyondLatinIsInUtf8() throws Exception {
    assertThat(login("basic-auth", "u:€", "Basic ", "u:€".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Reception.Accepted.class);
    assertThat(login("basic-auth", "u:€", "Basic ", "u:?".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Reception.Declined.class);
  }

  private static Reception login(String preset, String secret, String name, byte[] login)
      throws Exception {
    String header = name + Base64.getEncoder().encodeToString(login);
    return receiver(Map.of("scheme", preset), secret)
        .receive(PlainRequest.post(Map.of("Authorization", header), "{}"));
  }
}
