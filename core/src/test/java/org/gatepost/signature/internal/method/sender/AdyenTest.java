package org.gatepost.signature.internal.method.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import com.adyen.model.notification.Amount;
import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.util.HMACValidator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adyen signs eight fields of the one item; its own library agrees. */
class AdyenTest {
  private static final String KEY =
      "DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00";
  private static final String CONTENT =
      "7914073381342284::TestMerchant:TestPayment-1407325143704:1130:EUR:AUTHORISATION:true";
  // As in the tests of Adyen's library for PHP.
  private static final String SIGNATURE = "Ny9gS2veKo5E4w8/OL6xz1/wvT/hYkAXy1xNc/QvO4I=";
  private static final Scheme ADYEN = Scheme.preset("adyen");

  private static Verification verify(String secret, String body) {
    return ADYEN
        .verifier(List.of(Secret.of("other", "00".repeat(32)), Secret.of("current", secret)))
        .verify(TestRequest.of(body, Map.of()), Sample.SIGNED_AT);
  }

  private static Verification verify(String body) {
    return verify(KEY, body);
  }

  private static String item(String content, String signature) {
    String[] f = content.split(":", -1);
    return "{\"NotificationRequestItem\":{\"additionalData\":{\"hmacSignature\":\""
        + signature
        + "\"},\"pspReference\":\""
        + f[0]
        + "\",\"originalReference\":\""
        + f[1]
        + "\",\"merchantAccountCode\":\""
        + f[2]
        + "\",\"merchantReference\":\""
        + f[3]
        + "\",\"amount\":{\"value\":"
        + f[4]
        + ",\"currency\":\""
        + f[5]
        + "\"},\"eventCode\":\""
        + f[6]
        + "\",\"success\":\""
        + f[7]
        + "\",\"reason\":\"r\"}}";
  }

  private static String body(String... items) {
    return "{\"live\":\"false\",\"notificationItems\":[" + String.join(",", items) + "]}";
  }

  private static String sign(String content) {
    byte[] key = HexFormat.of().parseHex(KEY.toLowerCase(Locale.ROOT));
    return Base64.getEncoder()
        .encodeToString(Hmac.sha256(key, content.getBytes(StandardCharsets.UTF_8)));
  }

  private static final String GENUINE = body(item(CONTENT, SIGNATURE));

  @Test
  void keyIsOfSignedFieldsAlone() {
    assertThat(verify(GENUINE))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.key()).contains("7914073381342284.AUTHORISATION.true");
              assertThat(verified.type()).isEqualTo("AUTHORISATION");
              assertThat(verified.secretLabel()).isEqualTo("current");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "7914073381342284,7914073381342285",
    "\"originalReference\":\"\",\"originalReference\":\"1\"",
    "TestMerchant,TestMerchans",
    "TestPayment-1,TestPayment-2",
    "1130,1131",
    "EUR,USD",
    "AUTHORISATION,CANCELLATION",
    "true,false"
  })
  void eachSignedFieldIsCovered(String from, String to) {
    assertThat(GENUINE).contains(from);
    assertRefused(verify(GENUINE.replace(from, to)), Refusal.Reason.MISMATCH);
  }

  @Test
  void otherFieldsAreUnprotectedAndLeaveTheKeyAsItIs() {
    String other = GENUINE.replace("\"reason\":\"r\"", "\"reason\":[{\"a\":[]},{},1.5,null]");

    assertThat(verify(other))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> assertThat(verified.key()).contains("7914073381342284.AUTHORISATION.true"));
  }

  @Test
  void absentFieldsAndNullAreSignedAsEmpty() {
    String absent = GENUINE.replace("\"originalReference\":\"\",", "");
    String nothing = GENUINE.replace("\"originalReference\":\"\"", "\"originalReference\":null");
    String bool = GENUINE.replace("\"true\"", "true").replace("1130", "\"1130\"");

    assertThat(List.of(verify(absent), verify(nothing), verify(bool)))
        .allSatisfy(v -> assertThat(v).isInstanceOf(Verified.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "[]", "1", "{\"NotificationRequestItem\":{}}"})
  void secondItemIsRefused(String second) {
    assertRefused(verify(body(item(CONTENT, SIGNATURE), second)), Refusal.Reason.MALFORMED);
    assertRefused(verify(body(item(CONTENT, SIGNATURE), item(CONTENT, SIGNATURE))));
  }

  @Test
  void keyWithoutAnOutcomeIsOfAllSignedFields() {
    String content = CONTENT.replace(":true", ":");
    String body = body(item(content, sign(content)));
    String other = content.replace("TestPayment", "Test");

    assertThat(key(body)).startsWith("sha256:").isEqualTo(key(body.replace("\"r\"", "\"s\"")));
    assertThat(key(body)).isNotEqualTo(key(body(item(other, sign(other)))));
  }

  private static String key(String body) {
    return ((Verified) verify(body)).key().orElseThrow();
  }

  @Test
  void colonsCannotMoveBetweenFields() {
    String reference = CONTENT.replace("TestPayment-", "Test:Payment:");
    String genuine =
        GENUINE.replace("TestPayment-", "Test:Payment:").replace(SIGNATURE, sign(reference));
    String moved =
        genuine
            .replace("\"TestMerchant\"", "\"TestMerchant:Test\"")
            .replace("\"Test:Payment", "\"Payment");

    assertThat(verify(genuine)).isInstanceOf(Verified.class);
    assertRefused(verify(moved), Refusal.Reason.MALFORMED);
  }

  @Test
  void fieldThatIsThereTwiceIsRefused() {
    String field = "\"pspReference\":\"7914073381342284\"";

    assertRefused(verify(GENUINE.replace(field, field + "," + field)), Refusal.Reason.AMBIGUOUS);
    assertRefused(verify(GENUINE.replace("\"live\"", "\"notificationItems\":[],\"live\"")));
  }

  @Test
  void fieldNamedLikeAPathIsNotTheFieldAtThePath() {
    String elsewhere =
        GENUINE.replace("1130", "9999").replace("\"reason\":", "\"amount/value\":1130,\"reason\":");

    assertRefused(verify(elsewhere), Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ünïcode 😀", "a:b:c", "back\\\\slash", "q\\\"uote", "/a/"})
  void adyensOwnLibraryAgrees(String reference) throws Exception {
    String unescaped = reference.replace("\\\\", "\\").replace("\\\"", "\"");
    NotificationRequestItem item =
        new NotificationRequestItem()
            .setPspReference("7914073381342284")
            .setMerchantAccountCode("TestMerchant")
            .setMerchantReference(unescaped)
            .setAmount(new Amount().value(1130L).currency("EUR"))
            .setEventCode("AUTHORISATION")
            .setSuccess(true);
    HMACValidator peer = new HMACValidator();
    String content = "7914073381342284::TestMerchant:" + unescaped + ":1130:EUR:AUTHORISATION:true";
    String body =
        body(item(CONTENT, peer.calculateHMAC(item, KEY)))
            .replace("TestPayment-1407325143704", reference);

    assertThat(verify(body)).isInstanceOf(Verified.class);
    assertThat(peer.validateHMAC(sign(content), KEY, content)).isTrue();
    item.setAdditionalData(Map.of("hmacSignature", sign(content)));
    assertThat(peer.validateHMAC(item, KEY)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"notificationItems\":[]}",
        "{\"notificationItems\":{}}",
        "{\"notificationItems\":[1]}",
        "{\"notificationItems\":[[]]}",
        "{\"notificationItems\":[",
        "{\"notificationItems\":[{\"NotificationRequestItem\":[]}]}",
        "{\"notificationItems\":[{\"NotificationRequestItem\":{}}]}",
        "{\"notificationItems\":[{\"NotificationRequestItem\":{\"amount\":[]}}]}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{a:1}"
      })
  void malformedInputIsRefused(String body) {
    assertRefused(verify(body));
  }

  @Test
  void trailingTextIsRefused() {
    assertThat(verify(GENUINE + " ")).isInstanceOf(Verified.class);
    assertRefused(verify(GENUINE + "{}"), Refusal.Reason.MISSING);
    assertRefused(verify(GENUINE.replace(SIGNATURE, "Ny9g!")), Refusal.Reason.MALFORMED);
  }

  @Test
  void whatTheSignerMakesTheVerifierAccepts() {
    byte[] unsigned = GENUINE.replace("hmacSignature", "other").getBytes(StandardCharsets.UTF_8);
    OutgoingRequest signed =
        ADYEN
            .signer(Secret.of("current", KEY))
            .request("POST", "https://shop.example/", unsigned, Instant.EPOCH, Map.of());

    String body = new String(signed.body(), StandardCharsets.UTF_8);
    assertThat(body).contains(SIGNATURE);
    assertThat(verify(body)).isInstanceOf(Verified.class);
  }
}
