package org.gatepost.signature.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that only together make no sense, and keys that override a preset's. */
class SchemeAsAWholeTest {
  private static final Secret SECRET = Secret.of("test", "secret");

  @Test
  void timeMustBeSigned() {
    assertRefusedKey("broxi", Map.of("signed-content", "{body}"), "time", "must be given where");
    assertRefusedKey(
        "github", Map.of("signed-content", "{time}.{body}"), "time", "must be given where");
    assertRefusedKey(
        "github",
        Map.of("time", "{header:Date}", "tolerance", "PT1M"),
        "time",
        "must be given where signed-content has {time}, and elsewhere only if");
  }

  @Test
  void toleranceOfASignedTimeMustBeGiven() {
    assertRefusedKey(
        "github",
        Map.of("signed-content", "{time}{body}", "time", "{header:X-Time}"),
        "tolerance",
        "must be given");
  }

  @Test
  void bodyMustBeSigned() {
    assertRefusedKey("broxi", Map.of("signed-content", "{time}"), "signed-content", "{body}");
    assertRefusedKey(
        "github", Map.of("signed-content", "{json:/action}"), "signed-content", "{body}");
  }

  @Test
  void signedIdMustBeSomewhere() {
    assertRefusedKey(
        "custom",
        Map.of(
            "algorithm", "HMAC-SHA1", "signature", "{header:S}", "signed-content", "{id}.{body}"),
        "id",
        "must be given where signed-content has {id}");
  }

  @Test
  void idIsAKeyOnlyIfItIsSigned() {
    assertRefusedKey("github", Map.of("key", "id"), "key", "does not cover the id");
    assertRefusedKey(
        "x-signature",
        Map.of("key", "id", "id", "{json:/id} or {header:X-Id}"),
        "key",
        "does not cover the id");
    assertThat(Scheme.of("x-signature", Map.of("key", "id")).name()).isEqualTo("x-signature");
    assertThat(Scheme.of("github", Map.of("key", "id", "signed-content", "{id}.{body}")).toString())
        .isEqualTo("Scheme[github]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "type", "signed-content"})
  void elementsAreInASignatureOfElementsOnly(String key) {
    String template = key.equals("signed-content") ? "{element:t}{body}" : "{element:t}";

    assertRefusedKey(
        "github",
        Map.of(key, template),
        "signature-format",
        "must be elements, because of {element:t}");
  }

  @Test
  void elementAndItsFormatBelongTogether() {
    assertRefusedKey(
        "github", Map.of("signature-element", "v1"), "signature-element", "given together");
    assertRefusedKey(
        "github", Map.of("signature-format", "elements"), "signature-element", "given together");
  }

  @Test
  void elementsHaveNoPrefix() {
    assertRefusedKey(
        "stripe", Map.of("signature-prefix", "v1="), "signature-prefix", "elements have a name");
    assertThat(Scheme.of("stripe", Map.of("signature-prefix", "")).name()).isEqualTo("stripe");
  }

  @Test
  void handshakeThatIsAnsweredCanBeTold() {
    for (String key : List.of("-answer", "-answer-header", "-content-type", "-secret")) {
      String value = key.equals("-answer-header") ? "X is {json:/zen}" : "{json:/zen}";
      assertRefusedKey(
          "github", Map.of("handshake" + key, value), "handshake" + key, "must come with");
    }
  }

  @Test
  void oneKeyOfAPresetCanBeOverridden() {
    Map<String, String> bitbucket = Map.of("signature", "{header:X-Hub-Signature}");
    Scheme scheme = Scheme.of("github", bitbucket);
    byte[] body = {1, 2};
    Map<String, String> headers = scheme.signer(SECRET).sign(body, Sample.SIGNED_AT, Map.of());
    Verifier verifier = scheme.verifier(List.of(SECRET));

    assertThat(headers).containsOnlyKeys("X-Hub-Signature");
    assertThat(headers.get("X-Hub-Signature")).startsWith("sha256=");
    assertThat(verifier.verify(TestRequest.of(body, headers), Sample.SIGNED_AT))
        .isInstanceOf(Verified.class);
    assertRefused(
        verifier.verify(Sample.of("github").request(), Sample.SIGNED_AT), Refusal.Reason.MISSING);
    assertThat(Scheme.of("github", Map.of("max-body", "1K")).maxBodyInBytes()).isEqualTo(1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA384", "HMAC-SHA512", "hmac-sha512"})
  void everyAlgorithmSignsAndVerifies(String algorithm) {
    for (String encoding : List.of("hex", "base64")) {
      Scheme scheme = Scheme.of("github", Map.of("algorithm", algorithm, "encoding", encoding));
      byte[] body = {1, 2, 3};
      Map<String, String> headers = scheme.signer(SECRET).sign(body, Sample.SIGNED_AT, Map.of());
      TestRequest request = TestRequest.of(body, headers);
      Verifier verifier = scheme.verifier(List.of(SECRET));

      assertThat(verifier.verify(request, Sample.SIGNED_AT)).isInstanceOf(Verified.class);
      assertRefused(
          verifier.verify(request.withBody(new byte[] {1, 2}), Sample.SIGNED_AT),
          Refusal.Reason.MISMATCH);
    }
  }

  @Test
  void bodyFieldCanBeSignedOnceMore() {
    Scheme scheme = Scheme.of("x-signature", Map.of("signed-content", "{{{json:/user}}.{body}"));
    String body = "{\"id\":1,\"user\":\"ann\"}";
    Verifier verifier = scheme.verifier(List.of(SECRET));
    Map<String, String> headers = Map.of("X-Signature", Hmac.hex("secret", "{ann}." + body));

    assertThat(verifier.verify(TestRequest.of(body, headers), Sample.SIGNED_AT))
        .isInstanceOf(Verified.class);
    assertRefused(
        verifier.verify(TestRequest.of("{}", headers), Sample.SIGNED_AT), Refusal.Reason.MISSING);
  }

  @Test
  void timeMayStandInTheSignedBody() {
    Scheme scheme =
        Scheme.of("github", Map.of("time", "{json:/at}", "time-unit", "ms", "tolerance", "PT1M"));
    byte[] body =
        ("{\"at\": " + Sample.SIGNED_AT.toEpochMilli() + "}").getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = scheme.signer(SECRET).sign(body, Sample.SIGNED_AT, Map.of());
    Verifier verifier = scheme.verifier(List.of(SECRET));
    TestRequest request = TestRequest.of(body, headers);

    assertThat(verifier.verify(request, Sample.SIGNED_AT.plusSeconds(60)))
        .isInstanceOf(Verified.class);
    assertRefused(verifier.verify(request, Sample.SIGNED_AT.plusSeconds(61)), Refusal.Reason.STALE);
  }

  @Test
  void bodyIsSignedOrSaidNotToBe() {
    assertRefusedKey(
        "github", Map.of("signed-content", "{header:X-Nonce}"), "signed-content", "unsigned-body");
    assertRefusedKey("github", Map.of("unsigned-body", "true"), "signed-content", "unsigned-body");
    assertThat(
            Scheme.of(
                    "github", Map.of("signed-content", "{header:X-Nonce}", "unsigned-body", "true"))
                .name())
        .isEqualTo("github");
  }

  @Test
  void secretIsInWhatAPlainDigestIsMadeOf() {
    assertRefusedKey("github", Map.of("algorithm", "SHA256"), "signed-content", "{secret}");
    assertRefusedKey(
        "github", Map.of("signed-content", "{secret}{body}"), "signed-content", "{secret}");
  }

  @Test
  void tokenSignsNothing() {
    assertRefusedKey(
        "header-token", Map.of("signed-content", "{body}"), "signed-content", "signs nothing");
    assertThat(Scheme.preset("header-token").sendsSecret()).isTrue();
    assertThat(Scheme.preset("github").sendsSecret()).isFalse();
  }

  private static void assertRefusedKey(
      String preset, Map<String, String> overrides, String key, String rule) {
    assertThatExceptionOfType(InvalidSchemeException.class)
        .isThrownBy(() -> Scheme.of(preset, new HashMap<>(overrides)))
        .withMessageContaining(rule)
        .satisfies(e -> assertThat(e.key()).isEqualTo(key));
  }
}
