package org.gatepost.signature.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Jwt;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Senders that sign as their documents and packages say. */
class MoreSendersTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_796_000_000);
  private static final String SECONDS = "1796000000";
  private static final String BASE64 = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static Verification verify(
      String preset, String secret, String body, Map<String, String> headers) {
    return Scheme.preset(preset)
        .verifier(List.of(Secret.of("test", secret)))
        .verify(TestRequest.of(body, headers), NOW);
  }

  private static void isGenuine(
      String preset,
      String secret,
      String body,
      Map<String, String> headers,
      String id,
      String type) {
    assertThat(verify(preset, secret, body, headers))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.id().orElse("")).isEqualTo(id == null ? "" : id);
              assertThat(verified.type()).isEqualTo(type == null ? "" : type);
            });
    assertThat(verify(preset, secret, body.replaceFirst("\\{", "{ "), headers))
        .isInstanceOf(Refusal.class);
    assertThat(verify(preset, "MDEyMzQ1Njc4OWFiY2RlZg==", body, headers))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "anthropic|webhook|{\"type\":\"event\",\"data\":{\"type\":\"batch.ended\"}}|batch.ended",
        "lithic|webhook|{\"event_type\":\"card.created\"}|card.created",
        "dodo-payments|webhook|{\"type\":\"payment.succeeded\"}|payment.succeeded",
        "whop|webhook|{\"action\":\"payment.succeeded\"}|payment.succeeded",
        "liveblocks|webhook|{\"type\":\"userEntered\"}|userEntered",
        "privy|svix|{\"type\":\"user.created\"}|user.created",
        "seam|svix|{\"event_type\":\"lock.locked\"}|lock.locked",
      })
  void standardWebhooksByAnotherName(String preset, String headers, String body, String type) {
    isGenuine(
        preset,
        "whsec_" + BASE64,
        body,
        Map.of(
            headers + "-id",
            "m1",
            headers + "-timestamp",
            SECONDS,
            headers + "-signature",
            "v1," + Hmac.base64(BASE64, "m1." + SECONDS + "." + body)),
        "m1",
        type);
  }

  @Test
  void finchSignsAsStandardWebhooksDo() {
    String body = "{\"event_type\":\"payment.created\"}";
    isGenuine(
        "finch",
        BASE64,
        body,
        Map.of(
            "Finch-Event-Id",
            "m1",
            "Finch-Timestamp",
            SECONDS,
            "Finch-Signature",
            "v1," + Hmac.base64(BASE64, "m1." + SECONDS + "." + body)),
        "m1",
        "payment.created");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sonarqube|X-Sonar-Webhook-HMAC-SHA256|{\"taskId\":\"t1\",\"status\":\"SUCCESS\"}|t1|SUCCESS",
        "nango|X-Nango-Hmac-Sha256|{\"type\":\"sync\"}||sync",
        "getstream|X-Signature|{\"type\":\"message.new\"}||message.new",
        "phasetwo|X-Keycloak-Signature|{\"uid\":\"u1\",\"type\":\"access.LOGIN\"}|u1|access.LOGIN",
      })
  void bodyIsSigned(String preset, String header, String body, String id, String type) {
    isGenuine(preset, "s", body, Map.of(header, Hmac.hex("s", body)), id, type);
  }

  @Test
  void kontentSignsInBase64() {
    String body =
        "{\"notifications\":[{\"message\":{\"object_type\":\"asset\",\"action\":\"changed\"}}]}";
    String key = Base64.getEncoder().encodeToString("s".getBytes(StandardCharsets.UTF_8));
    isGenuine(
        "kontent-ai",
        "s",
        body,
        Map.of("X-Kontent-ai-Signature", Hmac.base64(key, body)),
        "",
        "asset.changed");
  }

  @Test
  void sinchSignsNumbersWithSha1() throws Exception {
    String body = "{\"eventId\":\"e1\",\"eventType\":\"PROVISIONING_TO_SMS_SERVICE\"}";
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec("s".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    isGenuine(
        "sinch-numbers",
        "s",
        body,
        Map.of("X-Sinch-Signature", signature),
        "e1",
        "PROVISIONING_TO_SMS_SERVICE");
  }

  @Test
  void mailchimpNamesTheEventInTheForm() {
    TestRequest request =
        TestRequest.of(
                "type=subscribe&fired_at=2009-03-26+21%3A35%3A57&data%5Bid%5D=8a25ff1d98",
                Map.of("Content-Type", "application/x-www-form-urlencoded"))
            .withUrl("https://a.example/hook?secret=s");

    assertThat(
            Scheme.preset("mailchimp")
                .verifier(List.of(Secret.of("test", "s")))
                .verify(request, NOW))
        .isInstanceOfSatisfying(
            Verified.class, verified -> assertThat(verified.type()).isEqualTo("subscribe"));
  }

  @Test
  void metronomeSignsTheDate() {
    String body = "{\"id\":\"m1\",\"type\":\"alerts.low\"}";
    String date = "Mon, 30 Nov 2026 00:53:20 GMT";
    isGenuine(
        "metronome",
        "s",
        body,
        Map.of("Date", date, "Metronome-Webhook-Signature", Hmac.hex("s", date + "\n" + body)),
        "m1",
        "alerts.low");
  }

  @Test
  void metronomeRepeatsTheDateInAHeaderThatNoProxySets() {
    String body = "{\"id\":\"m1\",\"type\":\"alerts.low\"}";
    String date = "Mon, 30 Nov 2026 00:53:20 GMT";
    isGenuine(
        "metronome",
        "s",
        body,
        Map.of(
            "X-Metronome-Date",
            date,
            "Date",
            "Mon, 30 Nov 2026 00:53:22 GMT",
            "Metronome-Webhook-Signature",
            Hmac.hex("s", date + "\n" + body)),
        "m1",
        "alerts.low");
  }

  @Test
  void retellSignsTheTimeBehindTheBody() {
    String body = "{\"event\":\"call_ended\"}";
    String time = SECONDS + "000";
    isGenuine(
        "retell",
        "s",
        body,
        Map.of("X-Retell-Signature", "v=" + time + ",d=" + Hmac.hex("s", body + time)),
        "",
        "call_ended");
  }

  @Test
  void infisicalHasTheTimeInTheBody() {
    String body = "{\"event\":\"secrets.modified\",\"timestamp\":" + SECONDS + "000}";
    isGenuine(
        "infisical",
        "s",
        body,
        Map.of("x-infisical-signature", "t=" + SECONDS + "000;" + Hmac.hex("s", body)),
        "",
        "secrets.modified");
  }

  @ParameterizedTest
  @CsvSource({"''", "'Bearer '"})
  void livekitSendsATokenWithADigest(String prefix) {
    String body = "{\"id\":\"EV_1\",\"event\":\"room_started\"}";
    String hash = Base64.getEncoder().encodeToString(Jwt.sha256(body));
    String token =
        Jwt.hs256("s", "{\"iss\":\"key\",\"exp\":1796000300,\"sha256\":\"" + hash + "\"}");
    isGenuine(
        "livekit", "s", body, Map.of("Authorization", prefix + token), "EV_1", "room_started");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alertmanager|Authorization|Bearer s|{\"status\":\"firing\"}|firing",
        "strapi|Authorization|bearer s|{\"event\":\"entry.create\"}|entry.create",
        "directus|Authorization|Bearer s|{\"event\":\"art.items.update\"}|art.items.update",
        "docker-registry|Authorization|Bearer s|{\"events\":[{\"id\":\"e\",\"action\":\"push\"}]}|push",
        "unleash|Authorization|s|{\"type\":\"feature-created\"}|feature-created",
        "parse-server|X-Parse-Webhook-Key|s|{\"triggerName\":\"beforeSave\"}|beforeSave",
      })
  void tokenIsSentAlong(String preset, String header, String value, String body, String type) {
    assertThat(verify(preset, "s", body, Map.of(header, value)))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> assertThat(verified.type()).isEqualTo(type == null ? "" : type));
    assertThat(verify(preset, "s", body, Map.of(header, value + "s"))).isInstanceOf(Refusal.class);
    assertThat(verify(preset, "s", body, new HashMap<>())).isInstanceOf(Refusal.class);
  }

  /** As SonarQube 9.9.0 sent it. */
  @Test
  void deliveryOfSonarqubeIsGenuine() {
    String body =
        "{\"serverUrl\":\"http://127.0.0.1:9727\",\"taskId\":\"AaIqUoYsr-EwVV0RPmlP\",\"status\":\"S"
            + "UCCESS\",\"analysedAt\":\"2026-11-30T02:39:34+0000\",\"changedAt\":\"2026-11-30T02:39:34"
            + "+0000\",\"project\":{\"key\":\"demo\",\"name\":\"Zo\u00eb \\u003c\\u0026\\u003e proj\",\"url\":\"http:"
            + "//127.0.0.1:9727/dashboard?id\\u003ddemo\"},\"branch\":{\"name\":\"main\",\"type\":\"BRANCH"
            + "\",\"isMain\":true,\"url\":\"http://127.0.0.1:9727/dashboard?id\\u003ddemo\"},\"qualityGa"
            + "te\":{\"name\":\"Sonar way\",\"status\":\"OK\",\"conditions\":[{\"metric\":\"new_reliability_r"
            + "ating\",\"operator\":\"GREATER_THAN\",\"value\":\"1\",\"status\":\"OK\",\"errorThreshold\":\"1\"}"
            + ",{\"metric\":\"new_security_rating\",\"operator\":\"GREATER_THAN\",\"value\":\"1\",\"status\":"
            + "\"OK\",\"errorThreshold\":\"1\"},{\"metric\":\"new_maintainability_rating\",\"operator\":\"GR"
            + "EATER_THAN\",\"value\":\"1\",\"status\":\"OK\",\"errorThreshold\":\"1\"},{\"metric\":\"new_cover"
            + "age\",\"operator\":\"LESS_THAN\",\"status\":\"NO_VALUE\",\"errorThreshold\":\"80\"},{\"metric\""
            + ":\"new_duplicated_lines_density\",\"operator\":\"GREATER_THAN\",\"status\":\"NO_VALUE\",\"e"
            + "rrorThreshold\":\"3\"},{\"metric\":\"new_security_hotspots_reviewed\",\"operator\":\"LESS_"
            + "THAN\",\"status\":\"NO_VALUE\",\"errorThreshold\":\"100\"}]},\"properties\":{\"sonar.analysi"
            + "s.detectedscm\":\"undetected\",\"sonar.analysis.detectedci\":\"undetected\",\"sonar.anal"
            + "ysis.note\":\"\u00e9\"}}";
    isGenuine(
        "sonarqube",
        "sonar-Secr\u00e9t",
        body,
        Map.of(
            "X-Sonar-Webhook-HMAC-SHA256",
            "1b7ad4d185db6f69d13e274b0c25519356eac13c2d335eb8c1e209eccb70cf5b"),
        "AaIqUoYsr-EwVV0RPmlP",
        "SUCCESS");
  }

  /** As Debezium Server 3.0.8 sent it, which is told to name a type here. */
  @Test
  void deliveryOfDebeziumIsGenuine() {
    String body =
        "{\"before\":null,\"after\":{\"id\":1,\"name\":\"Zo\u00eb <a>\",\"n\":\"AJY=\"},\"source\":{\"version\":"
            + "\"3.0.8.Final\",\"connector\":\"postgresql\",\"name\":\"shop\",\"ts_ms\":1796005868654,\"snap"
            + "shot\":\"first\",\"db\":\"gp\",\"sequence\":\"[null,\\\"35299944\\\"]\",\"ts_us\":179600586865467"
            + "2,\"ts_ns\":1796005868654672000,\"schema\":\"public\",\"table\":\"t\",\"txId\":741,\"lsn\":352"
            + "99944,\"xmin\":null},\"transaction\":null,\"op\":\"r\",\"ts_ms\":1796005869171,\"ts_us\":179"
            + "6005869171209,\"ts_ns\":1796005869171209136}";
    Verification verification =
        Scheme.of("standard-webhooks", Map.of("type", "{json:/source/table}.{json:/op}"))
            .verifier(
                List.of(Secret.of("test", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")))
            .verify(
                TestRequest.of(
                    body,
                    Map.of(
                        "webhook-id", "msg_cb975a17-3940-47d0-acd2-b7adf0d41734",
                        "webhook-timestamp", "1796005870",
                        "webhook-signature", "v1,C6JNpsXgWFpV8qMS4pf7fMHM+SJcqGFvRF+Rp2ifLxY=")),
                Instant.ofEpochSecond(1796005870));

    assertThat(verification)
        .isInstanceOfSatisfying(
            Verified.class, verified -> assertThat(verified.type()).isEqualTo("t.r"));
  }
}
