package org.gatepost.signature.internal.method.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Jwt;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;

/**
 * Malformed tokens and messages are refused, never an exception, also where their signature is
 * right. The seed is fixed, so a failure repeats.
 */
class CodedGarbageTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final int ROUNDS = 5_000;
  private static final String[] NAMES = {
    "alg",
    "crit",
    "b64",
    "exp",
    "nbf",
    "aud",
    "iat",
    "iss",
    "sha256",
    "qsh",
    "Type",
    "TopicArn",
    "SigningCertURL",
    "SignatureVersion",
    "Signature",
    "Timestamp",
    "Message",
    "MessageId",
    "x"
  };
  private static final String[] VALUES = {
    "\"HS256\"",
    "\"none\"",
    "null",
    "true",
    "-1",
    "1e400",
    "1705314600",
    "99999999999999999999",
    "[]",
    "{}",
    "[\"b64\"]",
    "[[[",
    "\"\"",
    "\"netlify\"",
    "\"\\ud800\"",
    "\"1\"",
    "\"Notification\"",
    "\"https://sns.eu-west-1.amazonaws.com/a.pem\"",
    "\"https://[::1\"",
    "\"AAAA\"",
    "\"2024-01-15T10:30:00Z\"",
    "\"arn:aws:sns:eu-west-1:1:t\"",
    "\u0000",
    "}"
  };

  @Test
  void garbageInTokensIsNoException() {
    Random random = new Random(20240115);
    for (String preset : List.of("netlify", "monday", "atlassian-connect", "fusionauth")) {
      Verifier verifier = Scheme.preset(preset).verifier(List.of(Secret.of("test", "secret")));
      Map<String, String> places =
          Map.of(
              "netlify", "X-Webhook-Signature",
              "fusionauth", "X-FusionAuth-Signature-JWT");
      for (int round = 0; round < ROUNDS; round++) {
        String header = random.nextBoolean() ? "{\"alg\":\"HS256\"}" : json(random);
        String token = Jwt.hs256(header, "secret", json(random));
        if (random.nextInt(4) == 0) {
          token = token.substring(random.nextInt(token.length()));
        }
        TestRequest request =
            TestRequest.of(
                json(random), Map.of(places.getOrDefault(preset, "Authorization"), token));

        assertThatCode(() -> verifier.verify(request, NOW)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void garbageInMessagesIsRefused() {
    Random random = new Random(4711);
    Verifier verifier = Scheme.preset("aws-sns").verifier(List.of(Jwt.pem(Jwt.rsaKeys())));
    for (int round = 0; round < ROUNDS; round++) {
      TestRequest request = TestRequest.of(json(random), Map.of());

      assertThat(verifier.verify(request, NOW)).isInstanceOf(Refusal.class);
    }
  }

  private static String json(Random random) {
    StringBuilder json = new StringBuilder("{");
    for (int i = random.nextInt(12); i >= 0; i--) {
      json.append('"').append(NAMES[random.nextInt(NAMES.length)]).append("\":");
      json.append(VALUES[random.nextInt(VALUES.length)]).append(i == 0 ? "}" : ",");
    }
    return json.toString();
  }
}
