package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Vectors that the senders publish, and variants of them. Left out is the one whose signature is
 * asymmetric (Standard Webhooks {@code v1a}), which no preset verifies yet.
 */
class KnownAnswersTest {

  record KnownAnswer(
      String preset,
      String description,
      String secret,
      Map<String, String> headers,
      String body,
      String bodySha256,
      Instant now,
      Map<String, String> overrides,
      boolean accepted) {

    @Override
    public String toString() {
      return preset + ": " + description;
    }
  }

  @ParameterizedTest
  @MethodSource("knownAnswers")
  void verdictIsTheSendersOwn(KnownAnswer known) {
    Verification verdict =
        Scheme.of(known.preset(), known.overrides())
            .verifier(List.of(Secret.of("known", known.secret())))
            .verify(TestRequest.of(known.body(), known.headers()), known.now());

    assertThat(verdict).isInstanceOf(known.accepted() ? Verified.class : Refusal.class);
  }

  @ParameterizedTest
  @MethodSource("knownAnswers")
  void bodyIsRestatedByteForByte(KnownAnswer known) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(known.body().getBytes(StandardCharsets.UTF_8));

    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(known.bodySha256());
  }

  @Test
  void noneIsMissing() throws IOException {
    assertThat(knownAnswers())
        .hasSize(30)
        .extracting(KnownAnswer::preset)
        .contains("github", "stripe", "slack", "standard-webhooks");
  }

  static List<KnownAnswer> knownAnswers() throws IOException {
    List<KnownAnswer> known = new ArrayList<>();
    try (InputStream in = KnownAnswersTest.class.getResourceAsStream("known-answers.json")) {
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        known.add(read(node));
      }
    }
    return known;
  }

  private static KnownAnswer read(JsonNode node) {
    Map<String, String> headers = new LinkedHashMap<>();
    node.get("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return new KnownAnswer(
        node.get("preset").asText(),
        node.get("description").asText(),
        node.get("secret").asText(),
        headers,
        node.get("body").asText(),
        node.get("bodySha256").asText(),
        Instant.ofEpochSecond(node.path("now").asLong(0)),
        node.has("tolerance") ? Map.of("tolerance", node.get("tolerance").asText()) : Map.of(),
        node.get("expect").asText().equals("accept"));
  }
}
