package org.gatepost.signature.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.format.FormPairs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes two requests the same delivery: nothing that a replay could bear freshly. */
class DeliveryKeyRuleTest {

  @ParameterizedTest
  @CsvSource({
    "broxi,del_1",
    "broxi-body,del_1",
    "sop,run_1",
    "x-signature,e1",
    "stripe,evt_1",
    "slack,Ev1"
  })
  void signedIdIsTheKey(String preset, String id) {
    Sample sample = Sample.of(preset);
    Verified verified = sample.verified(sample.request());

    assertThat(verified.id()).contains(id);
    assertThat(verified.key()).contains(id);
  }

  @Test
  void signedIdHeaderOfStandardWebhooksIsTheKey() {
    Sample sample = Sample.of("standard-webhooks");
    TestRequest request = sample.request();

    assertThat(sample.verified(request).key()).contains(request.header("webhook-id"));
  }

  @Test
  void unsignedIdOfGithubIsNoKey() throws Exception {
    Sample github = Sample.of("github");
    Verified verified = github.verified(github.request());
    Verified replayed = github.verified(github.request().with("X-GitHub-Delivery", "a fresh one"));

    assertThat(verified.id()).contains("72d3162e-cc78-11e3");
    assertThat(verified.key()).contains(digest(github.body()) + ";type=issues.opened");
    assertThat(replayed.id()).contains("a fresh one");
    assertThat(replayed.key()).isEqualTo(verified.key());
  }

  @Test
  void keyIsMadeOnceAsItMayBeADigestOfAllOfTheBody() {
    Sample github = Sample.of("github");
    Verified verified = github.verified(github.request());

    String key = verified.key().orElseThrow();

    assertThat(verified.key().orElseThrow()).isSameAs(key);
  }

  @Test
  void typeThatIsNotSignedTellsDeliveriesWithOneBody() {
    Secret secret = Secret.of("test", "secret");
    Verifier shopify = Scheme.preset("shopify").verifier(List.of(secret));
    TestRequest paid =
        TestRequest.of("{\"id\":1}", Map.of("X-Shopify-Topic", "orders/paid"))
            .signed("shopify", secret, Sample.SIGNED_AT);
    TestRequest created = paid.with("X-Shopify-Topic", "orders/create");
    TestRequest again = paid.with("X-Shopify-Webhook-Id", "another");

    assertThat(key(shopify, paid)).startsWith("sha256:").isEqualTo(key(shopify, again));
    assertThat(key(shopify, created)).startsWith("sha256:").isNotEqualTo(key(shopify, paid));
  }

  private static String key(Verifier verifier, TestRequest request) {
    return ((Verified) verifier.verify(request, Sample.SIGNED_AT)).key().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"broxi,.", "stripe,.", "slack,v0::", "x-signature,''", "sop,''"})
  void digestOfWhatIsSignedLessTheTimeStandsInForAMissingId(String preset, String literals)
      throws Exception {
    Sample sample = Sample.of(preset);
    for (String body : List.of("{}", "{\"id\":null}", "[]", " {}\r\n")) {
      Verified verified = sample.verified(sample.requestOf(body, Sample.SIGNED_AT));

      assertThat(verified.id()).isEmpty();
      assertThat(verified.key()).contains(digest(literals + body));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"broxi", "stripe", "slack"})
  void retrySignedAtAnotherTimeIsTheSameDelivery(String preset) {
    Sample sample = Sample.of(preset);
    for (String body : List.of(sample.body(), "{\"no\":\"id\"}")) {
      Verified first = sample.verified(sample.requestOf(body, Sample.SIGNED_AT));
      Verified retry = sample.verified(sample.requestOf(body, Sample.SIGNED_AT.plusSeconds(60)));

      assertThat(retry.signedAt()).isNotEqualTo(first.signedAt());
      assertThat(retry.key()).isEqualTo(first.key());
    }
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void otherBodyIsAnotherDelivery(Sample sample) {
    Verified one = sample.verified(sample.requestOf("{\"n\":1}", Sample.SIGNED_AT));
    Verified other = sample.verified(sample.requestOf("{\"n\":2}", Sample.SIGNED_AT));

    assertThat(other.key()).isNotEqualTo(one.key());
  }

  @Test
  void whatIsReadAsAFormIsAnotherDeliveryThanTheSameAsText() {
    Secret secret = Secret.of("test", "secret");
    Scheme scheme = Scheme.preset("generic-hmac-sha256-hex");
    byte[] body = "command=%2Fdeploy".getBytes(StandardCharsets.UTF_8);
    TestRequest text =
        TestRequest.of(
            body,
            scheme.signer(secret).sign(body, Sample.SIGNED_AT, Map.of("Content-Type", "x/y")));
    Verifier verifier = scheme.verifier(List.of(secret));
    String key = ((Verified) verifier.verify(text, Sample.SIGNED_AT)).key().orElseThrow();
    TestRequest form = text.with("Content-Type", FormPairs.MEDIA_TYPE + "; charset=utf-8");

    assertThat(((Verified) verifier.verify(form, Sample.SIGNED_AT)).key()).contains(key + ";form");
  }

  @Test
  void idOfMoreThan255CharactersIsAbsent() throws Exception {
    Sample sample = Sample.of("x-signature");
    String longest = "i".repeat(255);
    String tooLong = "{\"id\":\"" + longest + "i\"}";

    assertThat(
            sample
                .verified(sample.requestOf("{\"id\":\"" + longest + "\"}", Sample.SIGNED_AT))
                .key())
        .contains(longest);
    assertThat(sample.verified(sample.requestOf(tooLong, Sample.SIGNED_AT)).key())
        .contains(digest(tooLong));
  }

  @Test
  void keyCanBeTheDigestOrNone() throws Exception {
    Sample sample = Sample.of("x-signature");

    assertThat(key(sample, "digest")).isEqualTo("Optional[" + digest(sample.body()) + "]");
    assertThat(key(sample, "none")).isEqualTo("Optional.empty");
  }

  private static String key(Sample sample, String rule) {
    Verification verification =
        Scheme.of(sample.preset(), Map.of("key", rule))
            .verifier(List.of(sample.secret()))
            .verify(sample.request(), Sample.SIGNED_AT);
    return ((Verified) verification).key().toString();
  }

  private static String digest(String content) throws Exception {
    byte[] sha256 =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(sha256);
  }
}
