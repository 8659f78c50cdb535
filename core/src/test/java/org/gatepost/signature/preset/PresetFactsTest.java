package org.gatepost.signature.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is easily got wrong about single senders, as their documents or published samples say. */
class PresetFactsTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final String SECRET = "a secret";
  private static final String BASE64_SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void keyOfAuthorizeNetIsTheTextOfItsSignatureKey() {
    // A signature, its body and its key as a developer published them in the sender's forum.
    String key =
        "2679A5D5785C9B26CF921E1754765CDDB265C9C88400786923E5343B315954FA"
            + "FB4B7BF608818F6A21766741E8637DC206F286C725908C777ED4127D8562163D";
    String body =
        "{\"notificationId\":\"f813b98f-3552-4eeb-ba40-acb4704eeba3\","
            + "\"eventType\":\"net.authorize.payment.authcapture.created\","
            + "\"eventDate\":\"2017-03-08T17:35:37.155999Z\","
            + "\"webhookId\":\"63d6fea2-aa13-4b1d-a204-f5fbc15942b7\","
            + "\"payload\":{\"responseCode\":1,\"authCode\":\"8VTPDC\",\"avsResponse\":\"Y\","
            + "\"authAmount\":10.00,\"entityName\":\"transaction\",\"id\":\"60019392075\"}}";
    String signature =
        "sha512=9607C69D2734514554CE13D923D19939563F2FD6567D239F49F0DF0D08865632"
            + "A0FB98061B4620CC52C47BB8BF6E2B69A15A67E4C98E81D7D65111076C515C6A";

    Verified verified = verified("authorize-net", key, body, Map.of("X-ANET-Signature", signature));

    assertThat(verified.key()).contains("f813b98f-3552-4eeb-ba40-acb4704eeba3");
    assertThat(verified.type()).isEqualTo("net.authorize.payment.authcapture.created");
  }

  @Test
  void timeOfRecurlyIsInMilliseconds() {
    String time = Long.toString(NOW.toEpochMilli());
    String seconds = Long.toString(NOW.getEpochSecond());

    assertThat(
            verify(
                "recurly",
                SECRET,
                "{}",
                Map.of("recurly-signature", time + "," + Hmac.hex(SECRET, time + ".{}"))))
        .isInstanceOf(Verified.class);
    assertRefused(
        verify(
            "recurly",
            SECRET,
            "{}",
            Map.of("recurly-signature", seconds + "," + Hmac.hex(SECRET, seconds + ".{}"))),
        Refusal.Reason.STALE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1,whsec_", "whsec_", ""})
  void supabaseSecretsAreTakenAsTheyAreShown(String prefix) {
    assertThat(verifyStandardWebhook("supabase-auth-hooks", prefix + BASE64_SECRET, BASE64_SECRET))
        .isInstanceOf(Verified.class);
  }

  @Test
  void keyOfBigcommerceIsTheTextOfTheClientSecret() {
    String encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));

    assertThat(verifyStandardWebhook("bigcommerce", SECRET, encoded)).isInstanceOf(Verified.class);
    assertThat(verifyStandardWebhook("polar", SECRET, encoded)).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 11, 99, 100})
  void anyOfAHundredKeysOfDocusignMayHaveSigned(int key) {
    String signature = base64(SECRET, "{}");

    assertThat(verify("docusign", SECRET, "{}", Map.of("X-DocuSign-Signature-" + key, signature)))
        .isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"signature", "parent-signature"})
  void mailgunSignsForThePrimaryAccountToo(String element) {
    String time = Long.toString(NOW.getEpochSecond());
    String other = element.equals("signature") ? "parent-signature" : "signature";
    String body =
        "{\"signature\":{\"timestamp\":\""
            + time
            + "\",\"token\":\"t\",\""
            + element
            + "\":\""
            + Hmac.hex(SECRET, time + "t")
            + "\",\""
            + other
            + "\":\""
            + Hmac.hex("x", "y")
            + "\"}}";

    assertThat(verified("mailgun", SECRET, body, Map.of()).key()).contains("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Shopify-", "Shopify-"})
  void shopifyHasTwoNamesForItsHeaders(String prefix) {
    Verified verified =
        verified(
            "shopify",
            SECRET,
            "{}",
            Map.of(
                prefix + "Hmac-Sha256",
                base64(SECRET, "{}"),
                prefix + "Topic",
                "orders/paid",
                prefix + "Webhook-Id",
                "w"));

    assertThat(verified.type()).isEqualTo("orders/paid");
    assertThat(verified.id()).contains("w");
  }

  @ParameterizedTest
  @ValueSource(strings = {"datadog", "new-relic", "zapier"})
  void whoSendsTheSameTwiceOnPurposeHasNoKey(String preset) {
    assertThat(signed(preset, "{\"id\":\"1\"}", Map.of()).key()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "patreon,X-Patreon-Event",
    "shopify,X-Shopify-Topic",
    "woocommerce,X-WC-Webhook-Topic"
  })
  void whoseEventsShareABodyHasTheTypeInTheKey(String preset, String header) {
    assertThat(signed(preset, "{}", Map.of(header, "a")).key())
        .isPresent()
        .isNotEqualTo(signed(preset, "{}", Map.of(header, "b")).key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "intercom|{\"id\":\"n\",\"delivery_attempts\":1}|{\"id\":\"n\",\"delivery_attempts\":2}|n",
        "coinbase-commerce|{\"event\":{\"id\":\"n\"},\"attempt_number\":1}"
            + "|{\"event\":{\"id\":\"n\"},\"attempt_number\":2}|n",
        "persona|{\"data\":{\"id\":\"n\"},\"n\":1}|{\"data\":{\"id\":\"n\"},\"n\":2}|n",
        "chargify|id=n&try=1|id=n&try=2|n",
        "docusign|{\"event\":\"e\",\"retryCount\":0,\"configurationId\":7,\"generatedDateTime\":\"t\",\"data\":{\"envelopeId\":\"v\"}}"
            + "|{\"event\":\"e\",\"retryCount\":1,\"configurationId\":7,\"generatedDateTime\":\"t\",\"data\":{\"envelopeId\":\"v\"}}|7.e.v.t",
        "docusign|{\"event\":\"e\",\"retryCount\":0,\"configurationId\":7,\"generatedDateTime\":\"t\",\"data\":{\"envelopeId\":\"v\",\"recipientId\":\"2\"}}"
            + "|{\"event\":\"e\",\"retryCount\":1,\"configurationId\":7,\"generatedDateTime\":\"t\",\"data\":{\"envelopeId\":\"v\",\"recipientId\":\"2\"}}|7.e.v.2.t",
        "easypost|{\"id\":\"n\",\"pending_urls\":[1]}|{\"id\":\"n\",\"pending_urls\":[]}|n",
      })
  void retryWithAnotherBodyIsTheSameDelivery(String preset, String one, String other, String key) {
    assertThat(signed(preset, one, Map.of()).key()).contains(key);
    assertThat(signed(preset, other, Map.of()).key()).contains(key);
  }

  @Test
  void repeatWithATimeOfItsOwnInTheBodyIsTheSameDelivery() {
    Scheme linear = Scheme.preset("linear");
    Secret secret = Secret.of("test", "secret");
    String body =
        "{\"webhookId\":\"w\",\"type\":\"Issue\",\"action\":\"update\",\"data\":{\"id\":\"d\"},"
            + "\"createdAt\":\"t\"}";
    for (Instant sent : List.of(NOW, NOW.plusSeconds(3600))) {
      OutgoingRequest request =
          linear
              .signer(secret)
              .request(
                  "POST",
                  "https://example.com/",
                  body.getBytes(StandardCharsets.UTF_8),
                  sent,
                  Map.of("Content-Type", "application/json"));
      Verified verified = (Verified) linear.verifier(List.of(secret)).verify(request, sent);
      assertThat(verified.key()).contains("w.Issue.update.d.t;type=Issue.update");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bitbucket", "bitbucket-server", "gitea", "github-sha1", "gogs", "razorpay"})
  void unsignedIdIsNoKey(String preset) {
    Map<String, String> ids =
        Map.of(
            "X-Request-UUID", "u",
            "X-Request-Id", "u",
            "X-Forgejo-Delivery", "u",
            "X-GitHub-Delivery", "u",
            "X-Gogs-Delivery", "u",
            "x-razorpay-event-id", "u");

    assertThat(signed(preset, "{}", ids).id()).contains("u");
    assertThat(signed(preset, "{}", ids).key().orElseThrow()).startsWith("sha256:");
  }

  @ParameterizedTest
  @CsvSource({"gitlab,26214400", "gitlab-token,26214400", "github-sha1,26214400", "meta,3145728"})
  void longestBodyIsTheSenders(String preset, int maxBodyInBytes) {
    assertThat(Scheme.preset(preset).maxBodyInBytes()).isEqualTo(maxBodyInBytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "meta|{\"object\":\"page\",\"entry\":[{\"changes\":[{\"field\":\"feed\"}]}]}|page.feed",
        "meta|{\"object\":\"page\",\"entry\":[{\"messaging\":[]}]}|page",
        "brex|{\"event_type\":\"TRANSFER_PROCESSED\"}|TRANSFER_PROCESSED",
        "incident-io|{\"event_type\":\"public_incident.incident_created_v2\"}"
            + "|public_incident.incident_created_v2",
        "replicate|{\"status\":\"succeeded\"}|succeeded",
        "lemon-squeezy|{\"meta\":{\"event_name\":\"order_created\"}}|order_created",
        "quickbooks|[{\"type\":\"qbo.customer.created.v1\"}]|qbo.customer.created.v1",
        "quickbooks|{\"eventNotifications\":[{\"dataChangeEvent\":{\"entities\":"
            + "[{\"name\":\"Customer\",\"operation\":\"Create\"}]}}]}|Customer.Create",
        "recurly|{\"object_type\":\"account\",\"event_type\":\"created\"}|account.created",
        "cal-com|{\"triggerEvent\":\"BOOKING_CREATED\"}|BOOKING_CREATED",
        "stytch|{\"source\":\"DIRECT\",\"object_type\":\"user\",\"action\":\"CREATE\"}"
            + "|DIRECT.user.CREATE",
      })
  void typeIsTheSendersOwn(String preset, String body, String type) {
    assertThat(signed(preset, body, Map.of()).type()).isEqualTo(type);
  }

  @Test
  void retryOfBoxKeepsTheIdInTheBody() {
    String body = "{\"id\":\"e\",\"webhook\":{\"id\":\"1\"}}";
    Verified first = signed("box", body, Map.of("BOX-DELIVERY-ID", "one"));
    Verified retry = signed("box", body, Map.of("BOX-DELIVERY-ID", "two"));
    Verified other = signed("box", body.replace("1", "2"), Map.of("BOX-DELIVERY-ID", "three"));

    assertThat(retry.id()).contains("e");
    assertThat(retry.key()).isEqualTo(first.key());
    assertThat(other.key()).isNotEqualTo(first.key());
  }

  @Test
  void ofTwoPairsOfPersonaTheSecondIsRead() {
    String time = Long.toString(NOW.getEpochSecond());
    String first = "t=" + time + ",v1=" + Hmac.hex("first", time + ".{}");
    String second = "t=" + time + ",v1=" + Hmac.hex("second", time + ".{}");
    Map<String, String> headers = Map.of("Persona-Signature", first + " " + second);

    assertThat(verify("persona", "second", "{}", headers)).isInstanceOf(Verified.class);
    assertRefused(verify("persona", "first", "{}", headers), Refusal.Reason.MISMATCH);
  }

  @Test
  void typeOfSentryIsTheResourceAndTheAction() {
    Map<String, String> resource = Map.of("Sentry-Hook-Resource", "issue");

    assertThat(signed("sentry", "{\"action\":\"created\"}", resource).type())
        .isEqualTo("issue.created");
    assertThat(signed("sentry", "{}", resource).type()).isEqualTo("issue");
  }

  /** A request that our own signer has signed, and the verifier accepts. */
  private static Verified signed(String preset, String body, Map<String, String> headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Secret secret = Secret.of("test", BASE64_SECRET);
    Map<String, String> signed = Scheme.preset(preset).signer(secret).sign(bytes, NOW, headers);
    Verification verification =
        Scheme.preset(preset).verifier(List.of(secret)).verify(TestRequest.of(bytes, signed), NOW);
    assertThat(verification).isInstanceOf(Verified.class);
    return (Verified) verification;
  }

  private static Verification verifyStandardWebhook(String preset, String secret, String key) {
    String time = Long.toString(NOW.getEpochSecond());
    return verify(
        preset,
        secret,
        "{}",
        Map.of(
            "webhook-id",
            "msg_1",
            "webhook-timestamp",
            time,
            "webhook-signature",
            "v1," + Hmac.base64(key, "msg_1." + time + ".{}")));
  }

  private static String base64(String secret, String content) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    return Hmac.base64(Base64.getEncoder().encodeToString(key), content);
  }

  private static Verified verified(
      String preset, String secret, String body, Map<String, String> headers) {
    Verification verification = verify(preset, secret, body, headers);
    assertThat(verification).isInstanceOf(Verified.class);
    return (Verified) verification;
  }

  private static Verification verify(
      String preset, String secret, String body, Map<String, String> headers) {
    return Scheme.preset(preset)
        .verifier(List.of(Secret.of("test", secret)))
        .verify(TestRequest.of(body, headers), NOW);
  }
}
