package org.gatepost.signature.internal.method.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.CodedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders whose content code puts together, each against content written out here by hand. */
class CodedSchemesTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final Secret SECRET = Secret.of("current", "s3cr3t");
  private static final Secret OTHER = Secret.of("other", "0th3r");

  /** A genuine request, and what of it is covered. */
  record Case(String preset, CodedRequest request, List<String> forgedUrls, List<String> headers) {
    @Override
    public String toString() {
      return preset;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "plivo-v3",
            plivo(),
            List.of("https://a.example/p?b=2&a=2"),
            List.of("X-Plivo-Signature-V3-Nonce")),
        new Case(
            "contentful",
            contentful(),
            List.of("https://a.example/hook?x=2", "https://a.example/hook"),
            List.of("x-contentful-timestamp", "x-contentful-signed-headers", "x-contentful-crn")),
        new Case(
            "mercado-pago",
            mercadoPago("https://a.example/mp?data.id=AbC1&type=payment", "req-1"),
            List.of("https://a.example/mp?data.id=abc2", "https://a.example/mp"),
            List.of("x-request-id")),
        new Case("hygraph", hygraph(), List.of(), List.of()),
        new Case("mandrill", mandrill(), List.of("https://a.example/other"), List.of()),
        new Case("vonage-sms", vonage(), List.of("https://a.example/sms?messageId=2"), List.of()));
  }

  private static CodedRequest plivo() {
    String sorted = "https://a.example/p?a=1&b=\u00e9.CallUUID1EventEnd.n0nce";
    return CodedRequest.form("https://a.example/p?b=%C3%A9&a=1", "Event=End&CallUUID=1")
        .with("X-Plivo-Signature-V3-Nonce", "n0nce")
        .with("X-Plivo-Signature-V3", "b3RoZXI=," + base64("HmacSHA256", sorted));
  }

  private static CodedRequest contentful() {
    String list = "x-contentful-crn,x-contentful-signed-headers,x-contentful-timestamp";
    String time = Long.toString(NOW.toEpochMilli());
    String content =
        "POST\n/hook?x%253D1\nx-contentful-crn:crn:1;x-contentful-signed-headers:"
            + list
            + ";x-contentful-timestamp:"
            + time
            + "\n{}";
    return CodedRequest.post("https://a.example/hook?x=1", Map.of(), "{}")
        .with("x-contentful-crn", "crn:1")
        .with("x-contentful-timestamp", time)
        .with("x-contentful-signed-headers", list)
        .with("x-contentful-signature", hex("HmacSHA256", content));
  }

  private static CodedRequest mercadoPago(String url, String requestId) {
    String content =
        (url.contains("data.id") ? "id:abc1;" : "")
            + (requestId.isEmpty() ? "" : "request-id:" + requestId + ";")
            + "ts:1704908010;";
    return CodedRequest.post(url, Map.of(), "{\"any\":1}")
        .with("x-request-id", requestId)
        .with("x-signature", "ts=1704908010,v1=" + hex("HmacSHA256", content));
  }

  private static CodedRequest hygraph() {
    String body = "{\"operation\":\"publish\",\"a\":\"\\n\u00e9\"}\n";
    String content =
        "{\"Body\":\"{\\\"operation\\\":\\\"publish\\\",\\\"a\\\":\\\"\\\\n\u00e9\\\"}\\n\","
            + "\"EnvironmentName\":\"master\",\"TimeStamp\":"
            + NOW.toEpochMilli()
            + "}";
    return CodedRequest.post("https://a.example/h", Map.of(), body)
        .with(
            "gcms-signature",
            "sign=" + base64("HmacSHA256", content) + ", env=master, t=" + NOW.toEpochMilli());
  }

  private static CodedRequest mandrill() {
    String content = "https://a.example/mandrillmandrill_events[{\"event\":\"send\"}]";
    return CodedRequest.form(
            "https://a.example/mandrill", "mandrill_events=%5B%7B%22event%22%3A%22send%22%7D%5D")
        .with("X-Mandrill-Signature", base64("HmacSHA1", content));
  }

  private static CodedRequest vonage() {
    String content =
        "&messageId=1&msisdn=447700900000&text=a_b_c&timestamp=" + NOW.getEpochSecond();
    return CodedRequest.form(
        "https://a.example/sms",
        "timestamp="
            + NOW.getEpochSecond()
            + "&text=a%26b%3Dc&msisdn=447700900000&messageId=1&sig="
            + hex("HmacSHA256", content));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void genuineRequestIsAcceptedWithAnyCurrentSecret(Case c) {
    assertThat(verified(c.preset(), c.request(), SECRET, OTHER).secretLabel()).isEqualTo("current");
    assertThat(verified(c.preset(), c.request(), OTHER, SECRET).secretLabel()).isEqualTo("current");
    assertRefused(verify(c.preset(), c.request(), OTHER), Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changedPartIsRefused(Case c) {
    for (String url : c.forgedUrls()) {
      assertRefused(verify(c.preset(), c.request().withUrl(url), SECRET));
    }
    for (String header : c.headers()) {
      String value = c.request().fields().get(header);
      assertRefused(verify(c.preset(), c.request().with(header, value + "1"), SECRET));
      assertRefused(verify(c.preset(), c.request().without(header), SECRET));
    }
    if (!c.preset().equals("mercado-pago")) {
      byte[] body = c.request().body();
      for (int bit = 0; bit < body.length * 8; bit++) {
        byte[] changed = body.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        boolean hexCase =
            new String(changed, StandardCharsets.ISO_8859_1)
                .equalsIgnoreCase(new String(body, StandardCharsets.ISO_8859_1));
        CodedRequest r = c.request();
        CodedRequest forged =
            new CodedRequest(r.method(), r.url(), r.configuredUrl(), r.fields(), changed);
        // The case of hex digits is not signed, and _ stands for & and = at Vonage.
        if (!hexCase) {
          assertRefused(verify(c.preset(), forged, SECRET));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plivo-v3", "contentful", "mercado-pago", "hygraph", "mandrill", "vonage-sms"})
  void whatIsSignedIsAccepted(String preset) {
    Case c = cases().filter(one -> one.preset().equals(preset)).findFirst().orElseThrow();
    CodedRequest signed = c.request().signed(preset, SECRET, NOW);

    assertThat(verified(preset, signed, SECRET).key()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"contentful,30", "hygraph,300", "vonage-sms,300"})
  void staleAndFutureTimesAreRefused(String preset, int seconds) {
    CodedRequest request =
        cases().filter(c -> c.preset().equals(preset)).findFirst().orElseThrow().request();
    Verifier verifier = Scheme.preset(preset).verifier(List.of(SECRET));

    assertThat(verifier.verify(request, NOW.plusSeconds(seconds))).isInstanceOf(Verified.class);
    assertThat(verifier.verify(request, NOW.minusSeconds(seconds))).isInstanceOf(Verified.class);
    assertRefused(verifier.verify(request, NOW.plusSeconds(seconds + 1)), Refusal.Reason.STALE);
    assertRefused(verifier.verify(request, NOW.minusSeconds(seconds + 1)), Refusal.Reason.FUTURE);
  }

  @ParameterizedTest
  @CsvSource({"contentful", "mercado-pago"})
  void retrySignedAtAnotherTimeIsTheSameDelivery(String preset) {
    CodedRequest request =
        cases().filter(c -> c.preset().equals(preset)).findFirst().orElseThrow().request();
    CodedRequest first = request.without("x-contentful-timestamp").signed(preset, SECRET, NOW);
    CodedRequest second =
        request.without("x-contentful-timestamp").signed(preset, SECRET, NOW.plusSeconds(9));

    assertThat(first.fields()).isNotEqualTo(second.fields());
    assertThat(verified(preset, second, SECRET).key())
        .isEqualTo(verified(preset, first, SECRET).key());
  }

  @ParameterizedTest
  @CsvSource({"?data.id=ABC1,''", "'',req-1", "'',''"})
  void mercadoPagoLeavesOutWhatIsAbsent(String query, String requestId) {
    CodedRequest request = mercadoPago("https://a.example/mp" + query, requestId);

    assertThat(verified("mercado-pago", request, SECRET).key()).isPresent();
  }

  @Test
  void mercadoPagoRequestWithoutAnIdIsADeliveryOfItsOwn() {
    CodedRequest request = CodedRequest.post("https://a.example/mp?data.id=1", Map.of(), "{}");
    CodedRequest first = request.signed("mercado-pago", SECRET, NOW);
    CodedRequest second = request.signed("mercado-pago", SECRET, NOW.plusSeconds(1));

    assertThat(verified("mercado-pago", first, SECRET).key())
        .isEqualTo(verified("mercado-pago", first, SECRET).key())
        .isNotEqualTo(verified("mercado-pago", second, SECRET).key());
  }

  @Test
  void vonageNamesCannotPassForSeveralParameters() {
    String time = "&timestamp=" + NOW.getEpochSecond();
    CodedRequest signed =
        CodedRequest.form("https://a.example/sms", "a=1&b=2" + time)
            .signed("vonage-sms", SECRET, NOW);
    String form = new String(signed.body(), StandardCharsets.UTF_8);

    verified("vonage-sms", signed, SECRET);
    assertRefused(
        verify("vonage-sms", signed.withBody(form.replace("a=1&b=2", "a%3D1%26b=2")), SECRET),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void plivoKeepsValuesThatAreThereTwice() {
    String content = "https://a.example/p?a=1&a=1&a=2.x1x1.n0nce";
    CodedRequest request =
        CodedRequest.form("https://a.example/p?a=2&a=1&a=1", "x=1&x=1")
            .with("X-Plivo-Signature-V3-Nonce", "n0nce")
            .with("X-Plivo-Signature-V3", base64("HmacSHA256", content));

    assertThat(verified("plivo-v3", request, SECRET).key()).isPresent();
    assertRefused(verify("plivo-v3", request.withBody("x=1"), SECRET), Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/p, https://a.example/p.n0nce",
    "https://a.example/p?, https://a.example/p.n0nce",
    "https://a.example/p?a=%20, https://a.example/p?a= .n0nce"
  })
  void plivoSignsGetRequests(String url, String content) {
    CodedRequest request =
        CodedRequest.get(url)
            .with("X-Plivo-Signature-V3-Nonce", "n0nce")
            .with("X-Plivo-Signature-V3", base64("HmacSHA256", content));

    assertThat(verified("plivo-v3", request, SECRET).key()).isPresent();
  }

  @Test
  void plivoNonceHasNoDot() {
    CodedRequest recut =
        plivo().withBody("CallUUID=1").with("X-Plivo-Signature-V3-Nonce", "1.n0nce");

    assertRefused(verify("plivo-v3", recut, SECRET), Refusal.Reason.MALFORMED);
  }

  @Test
  void mercadoPagoSegmentsCannotPassForEachOther() {
    CodedRequest request = mercadoPago("https://a.example/mp?data.id=abc1", "req-1");

    assertRefused(
        verify(
            "mercado-pago",
            request
                .without("x-request-id")
                .withUrl("https://a.example/mp?data.id=abc1;request-id:req-1"),
            SECRET),
        Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "x-contentful-signed-headers,'a,,b',MALFORMED",
    "x-contentful-signed-headers,'a b',MALFORMED",
    "x-contentful-signed-headers,'x-absent',MISSING",
    "x-contentful-timestamp,soon,MISMATCH",
    "x-contentful-crn,'crn:1;x-contentful-timestamp:5',MALFORMED",
    "x-contentful-crn,'crn:1;x-contentful-signed-headers:x-contentful-crn',MALFORMED"
  })
  void malformedContentfulHeaderIsRefused(String name, String value, Refusal.Reason reason) {
    assertRefused(verify("contentful", contentful().with(name, value), SECRET), reason);
  }

  @Test
  void contentfulListIsBounded() {
    StringBuilder list = new StringBuilder("a0");
    for (int i = 1; i <= 100; i++) {
      list.append(",a").append(i);
    }
    assertRefused(
        verify(
            "contentful",
            contentful().with("x-contentful-signed-headers", list.toString()),
            SECRET),
        Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "sig=0&sig=1,MALFORMED",
    "a=1,MISSING",
    "sig=zz&timestamp=1,MALFORMED",
    "sig=" + "0000000000000000000000000000000000000000000000000000000000000000" + ",MISSING",
    "sig="
        + "0000000000000000000000000000000000000000000000000000000000000000"
        + "&timestamp=1&a=1&a=1,MALFORMED"
  })
  void malformedVonageParametersAreRefused(String form, Refusal.Reason reason) {
    assertRefused(verify("vonage-sms", vonage().withBody(form), SECRET), reason);
  }

  @Test
  void vonageSignsTheQueryOfGetRequestsToo() {
    CodedRequest post = vonage();
    String query = new String(post.body(), StandardCharsets.UTF_8);
    CodedRequest get = CodedRequest.get(post.url() + "?" + query);

    assertThat(verified("vonage-sms", get, SECRET).id()).contains("1");
    assertRefused(verify("vonage-sms", get.withUrl(get.url() + "&more=1"), SECRET));
    assertRefused(
        verify("vonage-sms", post.withUrl(post.url() + "?more=1"), SECRET),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void vonageDigestHasTheSecretBehind() throws GeneralSecurityException {
    String content = "&messageId=1&timestamp=" + NOW.getEpochSecond() + "s3cr3t";
    byte[] md5 = MessageDigest.getInstance("MD5").digest(content.getBytes(StandardCharsets.UTF_8));
    CodedRequest request =
        vonage()
            .withBody(
                "messageId=1&timestamp="
                    + NOW.getEpochSecond()
                    + "&sig="
                    + HexFormat.of().formatHex(md5));
    Verifier verifier =
        Scheme.of("vonage-sms", Map.of("algorithm", "MD5")).verifier(List.of(SECRET));

    assertThat(verifier.verify(request, NOW)).isInstanceOf(Verified.class);
    assertRefused(verifier.verify(vonage(), NOW));
  }

  @Test
  void mandrillSignsTheConfiguredUrl() {
    CodedRequest m = mandrill();
    CodedRequest behindProxy =
        new CodedRequest(
            "POST",
            "http://10.0.0.1/mandrill",
            Optional.of("https://a.example/mandrill"),
            m.fields(),
            m.body());

    assertThat(verified("mandrill", behindProxy, SECRET).key()).isPresent();
  }

  @Test
  void braintreeSignatureIsThatOfItsPublicKey() {
    Secret pair = Secret.of("pair", "pub:priv");
    String payload = "PG5vdGlmaWNhdGlvbi8+";
    String right = braintree("priv", payload);

    for (String form :
        List.of(
            "bt_signature=pub%7C" + right + "&bt_payload=" + plus(payload),
            "bt_signature=x%7C00%26pub%7C" + right + "&bt_payload=" + plus(payload),
            "bt_signature=pub%7C"
                + braintree("priv", payload + "\n")
                + "&bt_payload="
                + plus(payload),
            "bt_signature=pub%7C"
                + braintree("priv", payload + "\n")
                + "&bt_payload="
                + plus(payload)
                + "%0A")) {
      CodedRequest request = CodedRequest.form("https://a.example/bt", form);
      assertThat(verified("braintree", request, Secret.of("old", "pub2:other"), pair).key())
          .isEqualTo(
              verified(
                      "braintree",
                      CodedRequest.form(
                          "https://a.example/bt",
                          "bt_signature=pub%7C" + right + "&bt_payload=" + plus(payload)),
                      pair)
                  .key());
    }
    for (String form :
        List.of(
            "bt_signature=other%7C" + right + "&bt_payload=" + plus(payload),
            "bt_signature=pub%7C" + right + "&bt_payload=" + plus("Q" + payload.substring(1)),
            "bt_signature=pub%7C" + right.substring(2) + "&bt_payload=" + plus(payload),
            "bt_signature=pub&bt_payload=" + plus(payload),
            "bt_signature=pub%7Czz&bt_payload=" + plus(payload),
            "bt_signature=pub%7C" + right + "&bt_payload=%3Cxml%3E",
            "bt_signature=pub%7C" + right,
            "bt_payload=" + plus(payload),
            "")) {
      assertRefused(verify("braintree", CodedRequest.form("https://a.example/bt", form), pair));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pub", ":priv", "pub:"})
  void braintreeSecretIsAPair(String text) {
    assertThatThrownBy(() -> Scheme.preset("braintree").verifier(List.of(Secret.of("k", text))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("secret [k] must be written as PUBLIC-KEY:PRIVATE-KEY");
  }

  private static String plus(String base64) {
    return base64.replace("+", "%2B").replace("=", "%3D");
  }

  private static String braintree(String privateKey, String payload) {
    try {
      byte[] key =
          MessageDigest.getInstance("SHA-1").digest(privateKey.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac("HmacSHA1", key, payload));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(String algorithm, String content) {
    return HexFormat.of().formatHex(mac(algorithm, key(), content));
  }

  private static String base64(String algorithm, String content) {
    return Base64.getEncoder().encodeToString(mac(algorithm, key(), content));
  }

  private static byte[] key() {
    return "s3cr3t".getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mac(String algorithm, byte[] key, String content) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Verified verified(String preset, CodedRequest request, Secret... secrets) {
    if (verify(preset, request, secrets) instanceof Verified verified) {
      return verified;
    }
    throw new AssertionError("refused: " + verify(preset, request, secrets));
  }

  private static Verification verify(String preset, CodedRequest request, Secret... secrets) {
    return Scheme.preset(preset).verifier(List.of(secrets)).verify(request, NOW);
  }
}
