package org.gatepost.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request that is another sender's names the preset that fits. */
class FittingPresetsTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final Secret SECRET = Secret.of("test", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODk=");
  private static final String BODY = "{\"id\":\"e-1\",\"type\":\"run.done\"}";

  private static String hint(String own, TestRequest request) {
    Scheme scheme = Scheme.preset(own);
    Refusal refusal = (Refusal) scheme.verifier(List.of(SECRET)).verify(request, NOW);
    return scheme.fittingPresets(request, List.of(SECRET), refusal, NOW);
  }

  private static Map<String, String> signed(
      String preset, Secret secret, Map<String, String> with) {
    return new HashMap<>(
        Scheme.preset(preset)
            .signer(secret)
            .sign(BODY.getBytes(StandardCharsets.UTF_8), NOW, with));
  }

  @Test
  void githubThatSignsWithSha1Alone() {
    Map<String, String> headers =
        signed("github-sha1", SECRET, Map.of("X-GitHub-Event", "ping", "X-GitHub-Delivery", "d-1"));
    assertThat(hint("github", TestRequest.of(BODY, headers)))
        .isEqualTo(
            "the same secret makes it genuine by preset [github-sha1], and scheme is [github]");
  }

  @Test
  void otherSecretLeavesTheForm() {
    Map<String, String> headers =
        signed(
            "github-sha1",
            Secret.of("other", "another"),
            Map.of("X-GitHub-Event", "ping", "X-GitHub-Delivery", "d-1"));
    assertThat(hint("github", TestRequest.of(BODY, headers)))
        .isEqualTo("it is signed as for preset [github-sha1], and scheme is [github]");
  }

  @ParameterizedTest
  @CsvSource({
    "svix, standard-webhooks",
    "clerk, standard-webhooks",
    "slack, broxi",
    "stripe, shopify"
  })
  void secretThatFitsIsSaid(String own, String sent) {
    String hint =
        hint(own, TestRequest.of(BODY, signed(sent, SECRET, Map.of("webhook-id", "m-1"))));
    assertThat(hint)
        .startsWith("the same secret makes it genuine by preset")
        .contains("[" + sent)
        .endsWith(", and scheme is [" + own + "]");
  }

  @Test
  void oldRequestFitsAsWell() {
    TestRequest request = TestRequest.of(BODY, signed("broxi", SECRET, Map.of()));
    Scheme scheme = Scheme.preset("slack");
    Refusal refusal = (Refusal) scheme.verifier(List.of(SECRET)).verify(request, NOW);
    assertThat(scheme.fittingPresets(request, List.of(SECRET), refusal, NOW.plusSeconds(86_400)))
        .startsWith("the same secret makes it genuine by preset [broxi]");
  }

  @Test
  void handshakeOfSharePoint() {
    assertThat(
            hint(
                "microsoft-graph",
                TestRequest.of("", Map.of()).withUrl("https://example.com/?validationtoken=abc")))
        .isEqualTo("it is a handshake of preset [sharepoint], and scheme is [microsoft-graph]");
  }

  @Test
  void nothingFitsWhatHasNoSignature() {
    assertThat(hint("github", TestRequest.of(BODY, Map.of()))).isEmpty();
    assertThat(hint("github", TestRequest.of(BODY, Map.of("Authorization", "Bearer 1")))).isEmpty();
  }

  @Test
  void forgeryOfTheOwnFormIsNobodyElses() {
    Map<String, String> headers = signed("github", Secret.of("other", "another"), Map.of());
    assertThat(hint("github", TestRequest.of(BODY, headers))).isEmpty();
  }

  @Test
  void nothingOfTheRequestIsSaid() {
    Map<String, String> headers = signed("broxi", SECRET, Map.of());
    String hint = hint("github", TestRequest.of(BODY, headers));
    assertThat(hint).isNotEmpty();
    headers.values().forEach(value -> assertThat(hint).doesNotContain(value));
  }
}
