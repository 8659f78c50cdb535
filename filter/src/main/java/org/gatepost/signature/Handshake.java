package org.gatepost.signature;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request by which a sender asks whether it has the right receiver. It is answered and never a
 * delivery, whether it is signed or not; one that nobody signs proves nothing.
 *
 * @param answer the body of the answer, whose status is 200; of characters that cannot make up a
 *     page; perhaps empty
 * @param contentType the answer's, {@code text/plain} or {@code application/json}
 * @param headers the headers that the answer has besides
 * @param secret the secret that the sender says it will sign with, which is not to be trusted until
 *     an operator configures it
 * @param confirmationUrl the URL, known to be the sender's, that an operator must open to finish
 *     the handshake
 */
public record Handshake(
    String answer,
    String contentType,
    Map<String, String> headers,
    Optional<String> secret,
    Optional<String> confirmationUrl)
    implements Verification {

  /** This handshake, with what an operator must open, if anything. */
  Handshake confirmedAt(@Nullable String url) {
    return new Handshake(
        answer,
        contentType,
        headers,
        secret,
        Optional.ofNullable(url).filter(u -> u.matches("https://[!-~]{1,2000}")));
  }

  /** Says nothing of the secret, which the headers may repeat. */
  @Override
  public String toString() {
    return "Handshake";
  }
}
