package org.gatepost.cdi;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Signer;
import org.gatepost.signature.Verified;

/** A sender that signs id and body, and names the type in a header. Immutable. */
public final class TestSender {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  public static final String SECRET = "correct horse battery staple";

  /** What this sender's scheme has that is not in the preset {@code x-signature}. */
  public static final Map<String, String> SCHEME =
      Map.of(
          "id", "{header:X-Id}",
          "type", "{header:X-Type}",
          "json-field", "payload",
          "signed-content", "{id}.{body}");

  private final Scheme scheme = Scheme.of("x-signature", SCHEME);
  private final Secret secret = Secret.of("test", SECRET);
  private final Signer signer = scheme.signer(secret);

  /** The headers of a genuine request, with an id that no other has. */
  public Map<String, String> sign(String type, byte[] body) {
    return sign(type, body, "application/json");
  }

  /** The headers of a genuine request of any content type. */
  public Map<String, String> sign(String type, byte[] body, String contentType) {
    return signer.sign(body, NOW, Map.of("X-Type", type, "Content-Type", contentType));
  }

  /** The headers of a genuine request with an id of its own. */
  public Map<String, String> sign(String id, String type, String body) {
    return signer.sign(
        body.getBytes(StandardCharsets.UTF_8), NOW, Map.of("X-Id", id, "X-Type", type));
  }

  /** The processing of what was not claimed. */
  public static Processing unclaimed() {
    return new Processing(Ledger.none(), new Claim.Granted(new DeliveryKey("test", "1"), 1, 1));
  }

  /** The proof that a request with these headers and this body is genuine. */
  public Verified verified(Map<String, String> headers, byte[] body) {
    return verified(headers, body, () -> {});
  }

  /**
   * The same.
   *
   * @param copied what is called when all of the request's headers are asked for
   */
  public Verified verified(Map<String, String> headers, byte[] body, Runnable copied) {
    SignedRequest request =
        new SignedRequest() {
          @Override
          public String method() {
            return "POST";
          }

          @Override
          public String url() {
            return "https://example.com/webhooks";
          }

          @Override
          public Optional<String> configuredUrl() {
            return Optional.empty();
          }

          @Override
          public List<String> headers(String name) {
            return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
          }

          @Override
          public Set<String> headerNames() {
            copied.run();
            return headers.keySet();
          }

          @Override
          public byte[] body() {
            return body;
          }
        };
    return (Verified) scheme.verifier(List.of(secret)).verify(request, NOW);
  }
}
