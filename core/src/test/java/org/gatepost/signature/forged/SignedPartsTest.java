package org.gatepost.signature.forged;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.time.Instant;
import java.util.HashMap;
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
import org.gatepost.signature.fixture.CodedRequest;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Jwt;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one signed part ends and the next begins, and what a delivery is told by. */
class SignedPartsTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final String SECONDS = Long.toString(NOW.getEpochSecond());
  private static final Secret SECRET = Secret.of("test", "secret");

  private static Scheme scheme(String content, Map<String, String> more) {
    Map<String, String> keys = new HashMap<>();
    keys.put("algorithm", "HMAC-SHA256");
    keys.put("signature", "{header:X-Signature}");
    keys.put("signed-content", content);
    if (content.contains("{time}")) {
      keys.put("time", "{header:X-Time}");
      keys.put("tolerance", "PT5M");
    }
    if (content.contains("{id}")) {
      keys.put("id", "{header:X-Id}");
    }
    keys.putAll(more);
    return Scheme.of("custom", keys);
  }

  private static Verification verify(Scheme scheme, TestRequest request, String signed) {
    return scheme
        .verifier(List.of(SECRET))
        .verify(request.with("X-Signature", Hmac.hex("secret", signed)), NOW);
  }

  private static Optional<String> key(Scheme scheme, TestRequest request, String signed) {
    return ((Verified) verify(scheme, request, signed)).key();
  }

  @Test
  void keyIsOfTheAlternativeThatWasSigned() {
    Scheme scheme = scheme("a{body} or b{body}{header:X-Nonce} or {body}", Map.of());
    TestRequest one = TestRequest.of("{}", Map.of("X-Nonce", "1"));
    TestRequest two = one.with("X-Nonce", "2");

    assertThat(key(scheme, one, "a{}")).isEqualTo(key(scheme, two, "a{}"));
    assertThat(key(scheme, one, "b{}1"))
        .isEqualTo(key(scheme, one, "b{}1"))
        .isNotEqualTo(key(scheme, two, "b{}2"))
        .isNotEqualTo(key(scheme, one, "a{}"));
    assertThat(key(scheme, one, "{}"))
        .isEqualTo(key(scheme, two, "{}"))
        .isNotEqualTo(key(scheme, one, "a{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{time}{body}", "{body}{time}", "{id}.{time}{body}", "{body}.{time}{id}"})
  void timeOfEitherUnitHasALiteralBesideIt(String content) {
    assertThatThrownBy(() -> scheme(content, Map.of("time-unit", "s-or-ms")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("key [time-unit] must be s or ms");
    assertThat(scheme(content.replace("}{", "}|{"), Map.of("time-unit", "s-or-ms"))).isNotNull();
    assertThat(scheme(content, Map.of("time-unit", "ms"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{id}{body}",
        "{body}{id}",
        "{header:X-Id}{body}",
        "{time}.{id}{url}.{body}",
        "{method}.{header:X-Other}{id}.{body}"
      })
  void idHasALiteralOrATimeBesideIt(String content) {
    assertThatThrownBy(() -> scheme(content, Map.of("id", "{header:X-Id}")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("key [signed-content] must have a literal between the id");
    assertThat(scheme(content.replace("}{", "}|{"), Map.of("id", "{header:X-Id}"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{id}{time}{body}", "{time}{id}.{body}", "{body}{time}", "{url}{body}"})
  void timeOfOneUnitIsABoundary(String content) {
    for (String unit : List.of("s", "ms", "rfc3339")) {
      boolean timed = content.contains("{time}");
      assertThat(scheme(content, timed ? Map.of("time-unit", unit) : Map.of())).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s,1705314600,true",
    "s,170531460,false",
    "s,01705314600,false",
    "s,17053146001,false",
    "ms,1705314600000,true",
    "ms,170531460000,false",
    "rfc3339,2024-01-15T10:30:00Z,true",
    "rfc3339,2024-01-15T10:30:00.123456789Z,true",
    "rfc3339,2024-01-15T11:30:00+01:00,true",
    "rfc3339,2024-01-15T11:30:01+01:00:01,false",
    "rfc3339,2024-01-15T11:30:00+01,false",
    "http-date,'Mon, 15 Jan 2024 10:30:00 GMT',true",
    "http-date-utc,Mon 15 Jan 2024 10:30:00 UTC,true"
  })
  void timeBesideAnotherPartHasOneLength(String unit, String time, boolean whole) {
    TestRequest request = TestRequest.of("{}", Map.of("X-Time", time));
    for (String content : List.of("{time}{body}", "{body}{time}")) {
      Scheme scheme = scheme(content, Map.of("time-unit", unit, "tolerance", "none"));
      String signed = content.replace("{time}", time).replace("{body}", "{}");

      assertThat(verify(scheme, request, signed) instanceof Verified).as(content).isEqualTo(whole);
    }
  }

  @Test
  void idMayHaveAPointButNoTimeBehindIt() {
    Secret secret = Secret.of("test", "whsec_c2VjcmV0c2VjcmV0c2VjcmV0");
    Verifier verifier = Scheme.preset("standard-webhooks").verifier(List.of(secret));
    for (String id : List.of("msg.1", "a.b.c", "1.170531460", "order.2024")) {
      TestRequest request =
          TestRequest.of("{}", Map.of("webhook-id", id)).signed("standard-webhooks", secret, NOW);
      assertThat(((Verified) verifier.verify(request, NOW)).key()).contains(id);
    }
    String body = "{\"x\":\"." + SECONDS + ".{}\"}";
    TestRequest genuine =
        TestRequest.of(body, Map.of("webhook-id", "msg_1"))
            .signed("standard-webhooks", secret, NOW);
    TestRequest recut =
        genuine
            .with("webhook-id", "msg_1." + SECONDS + ".{\"x\":\"")
            .withBody("{}\"}".getBytes(UTF_8));

    assertThat(verifier.verify(genuine, NOW)).isInstanceOf(Verified.class);
    assertRefused(verifier.verify(recut, NOW), Refusal.Reason.MALFORMED);
  }

  @Test
  void nonceBehindTheBodyHasNoDot() {
    Verifier sinch = Scheme.preset("sinch").verifier(List.of(SECRET));
    TestRequest genuine =
        TestRequest.of("{\"a\":1.5}", Map.of("x-sinch-webhook-signature-nonce", "01FJA8B4"))
            .signed("sinch", SECRET, NOW);

    assertThat(sinch.verify(genuine, NOW)).isInstanceOf(Verified.class);
    assertRefused(
        sinch.verify(
            genuine
                .with("x-sinch-webhook-signature-nonce", "5}.01FJA8B4")
                .withBody("{\"a\":1".getBytes(UTF_8)),
            NOW),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void nonceBehindAUrlDoesNotHaveTheLiteral() {
    Scheme scheme = scheme("{url}.{header:X-Nonce}", Map.of("unsigned-body", "true"));
    TestRequest one = TestRequest.of("{}", Map.of("X-Nonce", "1")).withUrl("https://a.example/b.c");
    TestRequest two = one.with("X-Nonce", "c.1").withUrl("https://a.example/b");

    assertThat(verify(scheme, one, "https://a.example/b.c.1")).isInstanceOf(Verified.class);
    assertRefused(verify(scheme, two, "https://a.example/b.c.1"), Refusal.Reason.MALFORMED);
  }

  @Test
  void configuredUrlIsABoundaryWhateverTheBodyIs() {
    Verifier square = Scheme.preset("square").verifier(List.of(SECRET));
    for (boolean configured : new boolean[] {true, false}) {
      CodedRequest request =
          new CodedRequest(
              "POST",
              "https://a.example/hook",
              configured ? Optional.of("https://a.example/hook") : Optional.empty(),
              Map.of(
                  "x-square-hmacsha256-signature",
                  Hmac.base64("c2VjcmV0", "https://a.example/hooka=1")),
              "a=1".getBytes(UTF_8));
      assertThat(square.verify(request, NOW) instanceof Verified).isEqualTo(configured);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{secret}{body}", "{secret}.{method}.{body}"})
  void bodyBehindTheSecretOfAPlainDigestIsUtf8(String content) {
    Scheme scheme = scheme(content, Map.of("algorithm", "SHA256"));
    Verifier verifier = scheme.verifier(List.of(SECRET));
    for (String body : List.of("{}", "{\"a\":\"\u00fc\"}", "")) {
      byte[] bytes = body.getBytes(UTF_8);
      Map<String, String> headers = scheme.signer(SECRET).sign(bytes, NOW, Map.of());
      assertThat(verifier.verify(TestRequest.of(bytes, headers), NOW)).isInstanceOf(Verified.class);
    }
    byte[] extended = "{}\u0080\u0000\u0000,\"more\"".getBytes(ISO_8859_1);
    assertRefused(
        verifier.verify(TestRequest.of(extended, Map.of("X-Signature", "0".repeat(64))), NOW),
        Refusal.Reason.MALFORMED);
    assertThatThrownBy(() -> scheme.signer(SECRET).sign(extended, NOW, Map.of()))
        .hasMessageContaining("the body is not UTF-8");
    // Behind the body, the secret lets nobody append to it.
    Scheme behind = scheme("{body}{secret}", Map.of("algorithm", "SHA256"));
    Map<String, String> headers = behind.signer(SECRET).sign(extended, NOW, Map.of());
    assertThat(behind.verifier(List.of(SECRET)).verify(TestRequest.of(extended, headers), NOW))
        .isInstanceOf(Verified.class);
  }

  @Test
  void handshakeAndNotificationOfTwitchTellThemselves() {
    Verifier twitch = Scheme.preset("twitch").verifier(List.of(SECRET));
    String type = "Twitch-Eventsub-Message-Type";
    String asked = "{\"challenge\":\"abc\",\"subscription\":{\"id\":\"1\"}}";
    String told = "{\"subscription\":{\"id\":\"1\"},\"event\":{\"challenge\":\"abc\"}}";
    TestRequest handshake =
        TestRequest.of(asked, Map.of(type, "webhook_callback_verification"))
            .signed("twitch", SECRET, NOW);
    TestRequest notification =
        TestRequest.of(told, Map.of(type, "notification")).signed("twitch", SECRET, NOW);

    assertThat(twitch.verify(handshake, NOW)).isInstanceOf(Handshake.class);
    assertThat(twitch.verify(notification, NOW)).isInstanceOf(Verified.class);
    assertThat(twitch.verify(notification.with(type, "revocation"), NOW))
        .isInstanceOf(Verified.class);
    for (String other : List.of("notification", "revocation", "")) {
      assertRefused(twitch.verify(handshake.with(type, other), NOW), Refusal.Reason.MALFORMED);
    }
    assertRefused(
        twitch.verify(notification.with(type, "webhook_callback_verification"), NOW),
        Refusal.Reason.MALFORMED);
    TestRequest longer =
        TestRequest.of(told + " ".repeat(9000), Map.of(type, "notification"))
            .signed("twitch", SECRET, NOW);
    assertThat(twitch.verify(longer, NOW)).isInstanceOf(Verified.class);
    assertRefused(
        twitch.verify(longer.with(type, "webhook_callback_verification"), NOW),
        Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "square,true,true",
    "hubspot-v3,true,true",
    "trello,true,true",
    "twilio,true,true",
    "plivo-v3,true,true",
    "mandrill,true,true",
    "messagebird,true,true",
    "monday,true,true",
    "keygen,true,true",
    "atlassian-connect,false,true",
    "contentful,false,true",
    "messagebird-legacy,false,false",
    "mailchannels,false,false",
    "rfc9421,false,false",
    "github,false,false",
    "gitlab-token,false,false"
  })
  void schemesKnowWhetherTheySignHostAndPath(String preset, boolean host, boolean path) {
    assertThat(Scheme.preset(preset).signsHost()).isEqualTo(host);
    assertThat(Scheme.preset(preset).signsPath()).isEqualTo(path);
  }

  @Test
  void textOfSomebodyElseCannotBeTheDigestOfABody() {
    String digest = Jwt.sha256Hex("{\"forged\":true}");
    String url = "https://a.example/sms?x=1";
    CodedRequest genuine =
        CodedRequest.form(url, "Body=%26bodySHA256%3D" + digest + "%26&From=1")
            .signed("twilio", SECRET, NOW);
    CodedRequest forged =
        genuine.withUrl(url + "Body&bodySHA256=" + digest + "&From1").withBody("{\"forged\":true}");
    Verifier twilio = Scheme.preset("twilio").verifier(List.of(SECRET));

    assertThat(twilio.verify(genuine, NOW)).isInstanceOf(Verified.class);
    assertRefused(twilio.verify(forged, NOW), Refusal.Reason.MALFORMED);
  }
}
