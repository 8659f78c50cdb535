package org.gatepost.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatepost.Delivery;
import org.gatepost.fixture.PlainRequest;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Jwt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What senders' own packages sign is accepted. Signatures that stand here as texts were made by
 * those packages.
 */
class SendersOwnCodeTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_796_000_000);
  private static final String SECONDS = "1796000000";

  private static Reception receive(
      Map<String, String> settings, String secret, Instant now, PlainRequest request)
      throws IOException {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("secret", "literal:" + secret);
    return Receiver.of("source", all, Clock.fixed(now, ZoneOffset.UTC)).receive(request);
  }

  private static Delivery accepted(
      Map<String, String> settings, String secret, Instant now, PlainRequest request)
      throws IOException {
    Reception reception = receive(settings, secret, now, request);
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    return ((Reception.Accepted) reception).delivery();
  }

  private static Delivery accepted(String preset, String secret, PlainRequest request)
      throws IOException {
    return accepted(Map.of("scheme", preset), secret, NOW, request);
  }

  private static Map<String, String> json(String... more) {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return headers;
  }

  private static byte[] hmac(String algorithm, String secret, String content) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(String algorithm, String secret, String content) {
    return HexFormat.of().formatHex(hmac(algorithm, secret, content));
  }

  private static String base64(String secret, String content) {
    return Base64.getEncoder().encodeToString(hmac("HmacSHA256", secret, content));
  }

  @Test
  void polarSignsWithKeysOfStandardWebhooksSinceSeptember() throws Exception {
    String body =
        "{\"type\":\"order.created\",\"timestamp\":\"2026-11-30T00:00:00Z\",\"data\":{\"id\":\"x\"}}";
    PlainRequest request =
        PlainRequest.post(
            json(
                "webhook-id", "m1",
                "webhook-timestamp", SECONDS,
                "webhook-signature", "v1,eMsn0bccq066SJ+CMInn8e0fFRDCVJaS67mzwIzqM8Y="),
            body);

    String secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    assertThat(accepted("polar", secret, request).type()).isEqualTo("order.created");
  }

  @ParameterizedTest
  @ValueSource(strings = {"polar_whs_abc", "whsec_0123", "whsec_not base64", "plain", "abcd"})
  void polarSignsWithTheTextOfOlderSecrets(String secret) throws Exception {
    PlainRequest request =
        PlainRequest.post(
            json(
                "webhook-id",
                "m1",
                "webhook-timestamp",
                SECONDS,
                "webhook-signature",
                "v1," + base64(secret, "m1." + SECONDS + ".{}")),
            "{}");

    assertThat(accepted("polar", secret, request).id()).contains("m1");
  }

  @Test
  void polarDoesNotDecodeSecretsThatOnlyLookLikeBase64() throws Exception {
    String key = new String(Base64.getDecoder().decode("abcd"), StandardCharsets.ISO_8859_1);
    byte[] signature =
        Hmac.sha256(
            key.getBytes(StandardCharsets.ISO_8859_1),
            ("m1." + SECONDS + ".{}").getBytes(StandardCharsets.UTF_8));
    PlainRequest request =
        PlainRequest.post(
            json(
                "webhook-id",
                "m1",
                "webhook-timestamp",
                SECONDS,
                "webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(signature)),
            "{}");

    assertThat(receive(Map.of("scheme", "polar"), "abcd", NOW, request))
        .isInstanceOf(Reception.Declined.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b=2&a=x%20y", "other=1", ""})
  void plivoSignsTheUrlWithoutItsQueryInVersion2(String query) throws Exception {
    PlainRequest request =
        PlainRequest.post(
                Map.of(
                    "Content-Type", "application/x-www-form-urlencoded",
                    "X-Plivo-Signature-V2", "+Ml3Sw1u4SnoiW5VHGSqpy8JOx83sluSceG5jxDG6L8=",
                    "X-Plivo-Signature-V2-Nonce", "12345"),
                "A=1")
            .to(query.isEmpty() ? null : query);

    accepted(
        Map.of("scheme", "plivo-v2", "public-url", "https://a.example/hook"),
        "MA_TOKEN",
        NOW,
        request);
  }

  @Test
  void vonageSignsJson() throws Exception {
    String body =
        "{\"messageId\":\"0A0000000123ABCD1\",\"keyword\":\"HELLO\",\"msisdn\":\"447700900001\","
            + "\"to\":\"447700900000\",\"type\":\"text\",\"text\":\"Hello & =world é\","
            + "\"api-key\":\"abcd1234\",\"message-timestamp\":\"2020-01-01 12:00:00\","
            + "\"timestamp\":\"1796003987\","
            + "\"sig\":\"a5a9b94992d651499b337d048c39c3da5b513034c9e59ab4a6d8622de862425d\"}";

    Instant now = Instant.ofEpochSecond(1_796_003_987);
    Map<String, String> scheme = Map.of("scheme", "vonage-sms");
    Delivery delivery = accepted(scheme, "my_secret", now, PlainRequest.post(json(), body));
    assertThat(delivery.id()).contains("0A0000000123ABCD1");
    assertThat(delivery.type()).isEqualTo("text");
    for (String forged :
        new String[] {
          body.replace("HELLO", "HELLo"),
          body.replace("{\"m", "{\"a\":{},\"m"),
          body.replace("{\"m", "{\"type\":\"text\",\"m"),
          body.replace("{\"m", "{\"more\":\"1\",\"m"),
          body + "x"
        }) {
      assertThat(receive(scheme, "my_secret", now, PlainRequest.post(json(), forged)))
          .as(forged)
          .isInstanceOf(Reception.Declined.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"&a=1&blank=&timestamp=1796000000", "&a=1&timestamp=1796000000"})
  void vonageSignsBlankValuesOrLeavesThemOut(String content) throws Exception {
    String sig = hex("HmacSHA256", "s", content);
    String query = "a=1&blank=&timestamp=" + SECONDS + "&sig=" + sig;
    PlainRequest request = PlainRequest.post(Map.of(), "").by("GET").to(query);

    Delivery delivery = accepted("vonage-sms", "s", request);
    PlainRequest more = request.to("more=&" + query);
    if (content.contains("blank")) {
      assertThat(receive(Map.of("scheme", "vonage-sms"), "s", NOW, more))
          .isInstanceOf(Reception.Declined.class);
    } else {
      // Which nobody has signed, and which makes no other delivery.
      assertThat(accepted("vonage-sms", "s", more).key()).isEqualTo(delivery.key());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zendesk,GET",
    "zendesk,PUT",
    "zendesk,PATCH",
    "zendesk,DELETE",
    "sanity,GET",
    "sanity,PUT",
    "sanity,PATCH",
    "sanity,DELETE",
    "segment,PUT",
    "segment,PATCH",
    "contentful,GET",
    "contentful,PUT",
    "contentful,PATCH",
    "contentful,DELETE",
    "hubspot-v3,GET",
    "hubspot-v3,DELETE",
    "messagebird,PUT",
    "messagebird,DELETE",
    "zapier,PUT",
    "zapier,GET"
  })
  void operatorsChooseTheMethod(String preset, String method) throws Exception {
    String body = method.equals("GET") || method.equals("DELETE") ? "" : "{\"a\":1}";
    String url = "https://a.example/app/hook";
    String millis = SECONDS + "000";
    Map<String, String> headers =
        switch (preset) {
          case "zendesk" ->
              Map.of(
                  "X-Zendesk-Webhook-Signature", base64("s", NOW + body),
                  "X-Zendesk-Webhook-Signature-Timestamp", NOW.toString());
          case "sanity" ->
              Map.of(
                  "sanity-webhook-signature",
                  "t=" + millis + ",v1=" + Jwt.part(hmac("HmacSHA256", "s", millis + "." + body)));
          case "segment" -> Map.of("X-Signature", hex("HmacSHA1", "s", body));
          case "contentful" ->
              Map.of(
                  "x-contentful-signed-headers",
                  "x-contentful-signed-headers,x-contentful-timestamp",
                  "x-contentful-timestamp",
                  millis,
                  "x-contentful-signature",
                  hex(
                      "HmacSHA256",
                      "s",
                      method
                          + "\n/app/hook\nx-contentful-signed-headers:x-contentful-signed-headers,"
                          + "x-contentful-timestamp;x-contentful-timestamp:"
                          + millis
                          + "\n"
                          + body));
          case "hubspot-v3" ->
              Map.of(
                  "X-HubSpot-Request-Timestamp",
                  millis,
                  "X-HubSpot-Signature-v3",
                  base64("s", method + url + body + millis));
          case "messagebird" ->
              Map.of(
                  "MessageBird-Signature-JWT",
                  Jwt.hs256(
                      "s",
                      "{\"iss\":\"MessageBird\",\"url_hash\":\""
                          + Jwt.sha256Hex(url)
                          + "\",\"payload_hash\":\""
                          + Jwt.sha256Hex(body)
                          + "\"}"));
          default -> Map.of("Authorization", "s");
        };

    PlainRequest request = PlainRequest.post(headers, body).by(method);
    accepted(Map.of("scheme", preset, "public-url", url), "s", NOW, request);
  }

  @Test
  void rootIsThePathOfTheUrl() throws Exception {
    PlainRequest request =
        PlainRequest.post(
            Map.of(
                "x-contentful-signature",
                "bd5fccaab7c49c7d0c4f9ef3e275729715d874a03ac54d67c04fa18944fccaef",
                "x-contentful-signed-headers",
                "x-contentful-signed-headers,x-contentful-timestamp",
                "x-contentful-timestamp",
                "1796000000000"),
            "{\"a\":1}");

    accepted(
        Map.of("scheme", "contentful", "public-url", "https://a.example/"),
        "x".repeat(64),
        NOW,
        request);
  }

  @ParameterizedTest
  @CsvSource({"HS256,HmacSHA256", "HS384,HmacSHA384", "HS512,HmacSHA512"})
  void messagebirdSignsWithThreeAlgorithms(String alg, String jcaName) throws Exception {
    assertThat(messagebird(alg, jcaName, NOW)).isInstanceOf(Reception.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({"none,HmacSHA256", "RS256,HmacSHA256", "HS384,HmacSHA256", "HS256,HmacSHA512"})
  void messagebirdsTokenNamesTheAlgorithmThatSigned(String alg, String jcaName) throws Exception {
    assertThat(messagebird(alg, jcaName, NOW)).isInstanceOf(Reception.Declined.class);
  }

  @ParameterizedTest
  @CsvSource({"-5,true", "-6,false", "64,true", "65,false"})
  void clocksMayBeFiveSecondsOffForMessagebird(int seconds, boolean accepted) throws Exception {
    Class<?> expected = accepted ? Reception.Accepted.class : Reception.Declined.class;
    assertThat(messagebird("HS256", "HmacSHA256", NOW.plusSeconds(seconds))).isInstanceOf(expected);
  }

  private static Reception messagebird(String alg, String jcaName, Instant now) throws Exception {
    String claims =
        "{\"iss\":\"MessageBird\",\"jti\":\"j\",\"nbf\":1796000000,\"exp\":1796000060,\"url_hash\":\""
            + Jwt.sha256Hex("https://a.example/hook")
            + "\",\"payload_hash\":\""
            + Jwt.sha256Hex("{}")
            + "\"}";
    String token =
        Jwt.signed(
            "{\"alg\":\"" + alg + "\",\"typ\":\"JWT\"}",
            claims,
            content -> hmac(jcaName, "k", new String(content, StandardCharsets.UTF_8)));
    return receive(
        Map.of("scheme", "messagebird", "public-url", "https://a.example/hook"),
        "k",
        now,
        PlainRequest.post(json("MessageBird-Signature-JWT", token), "{}"));
  }

  @ParameterizedTest
  @CsvSource({"AbC1,AbC1", "AbC1,abc1", "abc1,abc1"})
  void mercadoPagoSignsTheIdAsItStandsOrInLowerCase(String id, String signed) throws Exception {
    PlainRequest request = mercadoPago(id, signed);

    accepted("mercado-pago", "s", request);
    PlainRequest other = mercadoPago("ABC1", signed);
    if (signed.equals("abc1")) {
      // A signature in lower case fits any case, and is of one delivery in each.
      assertThat(accepted("mercado-pago", "s", other).key())
          .isEqualTo(accepted("mercado-pago", "s", request).key());
    } else {
      assertThat(receive(Map.of("scheme", "mercado-pago"), "s", NOW, other))
          .isInstanceOf(Reception.Declined.class);
    }
  }

  private static PlainRequest mercadoPago(String id, String signed) {
    String content = "id:" + signed + ";request-id:r;ts:" + SECONDS + ";";
    return PlainRequest.post(
            json(
                "x-signature",
                "ts=" + SECONDS + ",v1=" + Hmac.hex("s", content),
                "x-request-id",
                "r"),
            "{}")
        .to("data.id=" + id + "&type=payment");
  }

  @Test
  void idsInTwoCasesAreTwoDeliveriesWhereTheCaseIsSigned() throws Exception {
    assertThat(accepted("mercado-pago", "s", mercadoPago("AbC1", "AbC1")).key())
        .isNotEqualTo(accepted("mercado-pago", "s", mercadoPago("aBc1", "aBc1")).key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "segment|{\"type\":\"track\",\"messageId\":\"ajs-1\"}|ajs-1|track",
        "nylas|{\"specversion\":\"1.0\",\"type\":\"grant.created\",\"id\":\"n-1\"}|n-1|grant.created",
        "workos|{\"id\":\"auth_1\",\"object\":\"authentication_action_context\"}"
            + "|auth_1|authentication_action_context",
        "workos|{\"id\":\"event_1\",\"event\":\"dsync.activated\",\"object\":\"event\"}"
            + "|event_1|dsync.activated",
        "modern-treasury|{\"event\":\"created\",\"data\":{\"object\":\"payment_order\"}}"
            + "||payment_order.created",
        "cloudinary|{\"notification_type\":\"upload\"}||upload",
        "trello|{\"action\":{\"id\":\"a1\",\"type\":\"updateCard\"}}|a1|updateCard",
      })
  void idAndTypeAreTheSenders(String preset, String body, String id, String type) throws Exception {
    String millis = SECONDS + "000";
    Map<String, String> headers =
        switch (preset) {
          case "segment" -> json("X-Signature", hex("HmacSHA1", "s", body));
          case "nylas" -> json("X-Nylas-Signature", Hmac.hex("s", body));
          case "workos" ->
              json(
                  "WorkOS-Signature", "t=" + millis + ", v1=" + Hmac.hex("s", millis + "." + body));
          case "modern-treasury" -> json("X-Signature", Hmac.hex("s", body));
          case "trello" ->
              json(
                  "X-Trello-Webhook",
                  Base64.getEncoder()
                      .encodeToString(hmac("HmacSHA1", "s", body + "https://a.example/t")));
          default ->
              json(
                  "X-Cld-Timestamp",
                  SECONDS,
                  "X-Cld-Signature",
                  HexFormat.of().formatHex(sha1(body + SECONDS + "s")));
        };
    Map<String, String> settings = Map.of("scheme", preset, "public-url", "https://a.example/t");
    Delivery delivery = accepted(settings, "s", NOW, PlainRequest.post(headers, body));

    assertThat(delivery.id().orElse("")).isEqualTo(id == null ? "" : id);
    assertThat(delivery.type()).isEqualTo(type);
  }

  private static byte[] sha1(String text) throws Exception {
    return java.security.MessageDigest.getInstance("SHA-1")
        .digest(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void repeatOfNylasIsTheSameDelivery() throws Exception {
    String first = "{\"id\":\"n-1\",\"type\":\"t\",\"webhook_delivery_attempt\":1}";
    String second = first.replace("1}", "2}");
    Delivery one =
        accepted(
            "nylas",
            "s",
            PlainRequest.post(json("X-Nylas-Signature", Hmac.hex("s", first)), first));
    Delivery two =
        accepted(
            "nylas",
            "s",
            PlainRequest.post(json("X-Nylas-Signature", Hmac.hex("s", second)), second));

    assertThat(one.key()).contains("n-1").isEqualTo(two.key());
  }

  @ParameterizedTest
  @CsvSource({"create", "update", "delete"})
  void eventsOfShopifyAreToldApartByTheirAction(String action) throws Exception {
    PlainRequest request =
        PlainRequest.post(
            json(
                "Shopify-Hmac-Sha256",
                base64("s", "{}"),
                "Shopify-Topic",
                "Product",
                "Shopify-Action",
                action),
            "{}");

    assertThat(accepted("shopify", "s", request).type()).isEqualTo("Product." + action);
  }

  @ParameterizedTest
  @CsvSource({
    "enabled,notification,channel.follow",
    "enabled,revocation,channel.follow",
    "authorization_revoked,revocation,revocation",
    "user_removed,notification,revocation",
    "version_removed,revocation,revocation"
  })
  void revocationOfTwitchIsNoEventOfTheSubscription(String status, String said, String type)
      throws Exception {
    String body = "{\"subscription\":{\"status\":\"" + status + "\",\"type\":\"channel.follow\"}}";
    PlainRequest request =
        PlainRequest.post(
            json(
                "Twitch-Eventsub-Message-Id",
                "m1",
                "Twitch-Eventsub-Message-Timestamp",
                NOW.toString(),
                "Twitch-Eventsub-Message-Type",
                said,
                "Twitch-Eventsub-Subscription-Type",
                "channel.follow",
                "Twitch-Eventsub-Message-Signature",
                "sha256=" + Hmac.hex("s", "m1" + NOW + body)),
            body);

    assertThat(accepted("twitch", "s", request).type()).isEqualTo(type);
  }

  @Test
  void bodyOfLinearMayHaveFiveMegabytes() throws Exception {
    String body =
        "{\"type\":\"Issue\",\"webhookTimestamp\":1796000000000,\"x\":\""
            + "a".repeat(4_900_000)
            + "\"}";

    accepted("linear", "s", PlainRequest.post(json("Linear-Signature", Hmac.hex("s", body)), body));
  }

  @ParameterizedTest
  @CsvSource({"-300", "-6", "6", "300"})
  void clockMayBeOffForPaddle(int seconds) throws Exception {
    String signature = "ts=" + SECONDS + ";h1=" + Hmac.hex("s", SECONDS + ":{}");
    PlainRequest request = PlainRequest.post(json("Paddle-Signature", signature), "{}");

    accepted(Map.of("scheme", "paddle"), "s", NOW.plusSeconds(seconds), request);
  }

  @ParameterizedTest
  @CsvSource({
    "RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o=",
    "RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o"
  })
  void hashOfQstashMayBePadded(String hash) throws Exception {
    String token =
        Jwt.hs256(
            "sig_key",
            "{\"iss\":\"Upstash\",\"exp\":1796000300,\"nbf\":1796000000,\"body\":\""
                + hash
                + "\"}");

    accepted("qstash", "sig_key", PlainRequest.post(json("Upstash-Signature", token), "{}"));
    assertThat(
            receive(
                Map.of("scheme", "qstash"),
                "sig_key",
                NOW,
                PlainRequest.post(json("Upstash-Signature", token), "{ }")))
        .isInstanceOf(Reception.Declined.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T00:53:20,true",
    "2026-11-30T00:53:20.123456,true",
    "2026-11-30T00:53:20Z,false"
  })
  void timeOfOrbHasNoZone(String time, boolean accepted) throws Exception {
    String body = "{\"id\":\"o1\",\"type\":\"invoice.issued\"}";
    String signature = "v1=" + Hmac.hex("s", "v1:" + time + ":" + body);
    PlainRequest request =
        PlainRequest.post(json("X-Orb-Timestamp", time, "X-Orb-Signature", signature), body);

    assertThat(receive(Map.of("scheme", "orb"), "s", NOW, request))
        .isInstanceOf(accepted ? Reception.Accepted.class : Reception.Declined.class);
  }
}
