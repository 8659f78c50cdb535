package org.gatepost.signature;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request by which a sender asks whether it has the right receiver. It is answered and never a
 * delivery, whether it is signed or not; one that nobody signs proves nothing.
 *
 * @param answer the body of the answer; of characters that cannot make up a page; perhaps empty
 * @param contentType the answer's, {@code text/plain} or {@code application/json}
 * @param headers the headers that the answer has besides
 * @param secret the secret that the sender says it will sign with, which is not to be trusted until
 *     an operator configures it
 * @param confirmationUrl the URL, known to be the sender's, that an operator must open to finish
 *     the handshake
 * @param status the answer's status: 200, or 204 without a body
 */
public record Handshake(
    String answer,
    String contentType,
    Map<String, String> headers,
    Optional<String> secret,
    Optional<String> confirmationUrl,
    int status)
    implements Verification {

  private static final String HTTPS = "https://";
  private static final int MAX_URL = 2_000;

  /**
   * A handshake that is answered with 200.
   *
   * @param answer as above
   * @param contentType as above
   * @param headers as above
   * @param secret as above
   * @param confirmationUrl as above
   */
  public Handshake(
      String answer,
      String contentType,
      Map<String, String> headers,
      Optional<String> secret,
      Optional<String> confirmationUrl) {
    this(answer, contentType, headers, secret, confirmationUrl, 200);
  }

  /**
   * This handshake, with what an operator must open.
   *
   * @param url the URL, or null if there is nothing to open; one that is not of HTTPS, has other
   *     than visible characters, or more than 2,008 of them is left out
   * @return such a handshake
   */
  public Handshake confirmedAt(@Nullable String url) {
    return new Handshake(
        answer,
        contentType,
        headers,
        secret,
        Optional.ofNullable(url).filter(Handshake::isShown),
        status);
  }

  /** Whether a URL is one of HTTPS, of visible characters and of at most 2,008 of them. */
  private static boolean isShown(String url) {
    return url.startsWith(HTTPS)
        && url.length() > HTTPS.length()
        && url.length() <= HTTPS.length() + MAX_URL
        && url.chars().allMatch(c -> c >= '!' && c <= '~');
  }

  /** Says nothing of the secret, which the headers may repeat. */
  @Override
  public String toString() {
    return "Handshake";
  }
}
