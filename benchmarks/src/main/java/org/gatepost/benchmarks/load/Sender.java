package org.gatepost.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Signer;

/**
 * A system that posts: it makes requests of one body size, each with an id of its own and a genuine
 * signature. Every preset reads the same type from them, {@value #TYPE}. Not thread-safe.
 */
final class Sender {
  /** The secret that all servers under load are configured with. */
  static final String SECRET = "a secret that only this benchmark knows";

  static final String TYPE = "workflow.completed";

  private static final int ID_LENGTH = 16;
  private static final String WORDS = " your order has left the house and will be with you soon";

  private final Signer signer;
  private final Map<String, String> headers;
  private final byte[] body;
  private final int[] idsAt;
  private final Clock clock = Clock.systemUTC();
  private final long run = new SplittableRandom().nextLong() << 32;
  private int sent;

  /**
   * A sender.
   *
   * @param preset how it signs: {@code broxi}, {@code github} or {@code stripe}
   * @param sizeInBytes the length of each body
   */
  Sender(String preset, int sizeInBytes) {
    signer = Scheme.preset(preset).signer(Secret.of("load", SECRET));
    headers =
        preset.equals("github")
            ? Map.of("X-GitHub-Event", "workflow", "Content-Type", "application/json")
            : Map.of("Content-Type", "application/json");
    String id = "#".repeat(ID_LENGTH);
    String start =
        "{\"event\":\"workflow.completed\",\"id\":\""
            + id
            + "\",\"type\":\"workflow.completed\",\"action\":\"completed\",\"timestamp\":\"2026-01-15T10:30:05.123Z\","
            + "\"webhook_id\":\"wh_abc123\",\"delivery_id\":\""
            + id
            + "\",\"data\":{\"workflow_id\":\"customer_support_bot\",\"run_id\":\"run_12345\",\"user_id\":\"user_67890\","
            + "\"execution_time\":2.3,\"token_usage\":{\"prompt_tokens\":150,\"completion_tokens\":75,\"total_tokens\":225},"
            + "\"cost\":0.0045,\"components_executed\":[{\"name\":\"Chat Input\",\"execution_time\":0.1},"
            + "{\"name\":\"OpenAI Model\",\"execution_time\":2.0}],\"output\":\"";
    String end = "\"}}";
    int rest = sizeInBytes - start.length() - end.length();
    if (rest < 0) {
      throw new IllegalArgumentException(
          "the body must have at least " + (sizeInBytes - rest) + " bytes, was " + sizeInBytes);
    }
    String text = WORDS.repeat(rest / WORDS.length() + 1).substring(0, rest);
    String json = start + text + end;
    body = json.getBytes(StandardCharsets.US_ASCII);
    idsAt = new int[] {json.indexOf(id), json.lastIndexOf(id)};
  }

  /** The next request; the body is the sender's own and holds until the next call. */
  Signed next() {
    byte[] id =
        String.format(Locale.ROOT, "%016x", run | sent++).getBytes(StandardCharsets.US_ASCII);
    for (int at : idsAt) {
      System.arraycopy(id, 0, body, at, ID_LENGTH);
    }
    return new Signed(new LinkedHashMap<>(signer.sign(body, clock.instant(), headers)), body);
  }

  /**
   * A request's headers and body.
   *
   * @param headers all but those of the connection
   * @param body not to be changed
   */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Signed(Map<String, String> headers, byte[] body) {}
}
