package org.gatepost.signature;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs as a sender does, for tests and for sending. Implementations are immutable and thread-safe.
 *
 * <pre>{@code
 * Signer github = Scheme.preset("github").signer(Secret.of("test", "It's a secret"));
 * Map<String, String> headers = github.sign(body, Instant.now(), Map.of("X-GitHub-Event", "push"));
 * }</pre>
 */
public interface Signer {

  /**
   * The headers of a genuine POST request whose URL is not signed.
   *
   * @param body the body to sign; not changed
   * @param time the time to sign, where the scheme signs one
   * @param headers headers that the request has besides; where the scheme signs an id header that
   *     is not among them, a random id is added
   * @return the given headers, and those that the scheme adds
   * @throws IllegalArgumentException if something that the scheme signs is missing, or the scheme
   *     adds something to the URL or the body
   */
  default Map<String, String> sign(byte[] body, Instant time, Map<String, String> headers) {
    return sign("POST", "", body, time, headers);
  }

  /**
   * The headers of a genuine request.
   *
   * @param method the request's method
   * @param url the absolute URL that the request goes to
   * @param body the body to sign; not changed
   * @param time the time to sign, where the scheme signs one
   * @param headers headers that the request has besides; where the scheme signs an id header that
   *     is not among them, a random id is added
   * @return the given headers, and those that the scheme adds
   * @throws IllegalArgumentException if something that the scheme signs is missing, or the scheme
   *     adds something to the URL or the body
   */
  default Map<String, String> sign(
      String method, String url, byte[] body, Instant time, Map<String, String> headers) {
    OutgoingRequest signed = request(method, url, body, time, headers);
    if (!signed.url().equals(url) || !Arrays.equals(signed.body(), body)) {
      throw new IllegalArgumentException(
          "this scheme adds to the URL or the body: take the whole request from Signer.request");
    }
    return new LinkedHashMap<>(signed.headers());
  }

  /**
   * A genuine request, with the signature where the scheme has it: in a header, the query, a form
   * or a JSON body. Where the scheme signs a time or an id that the request does not have, these
   * are added likewise. Of a signature header with elements the given ones are kept.
   *
   * @param method the request's method
   * @param url the absolute URL that the request goes to
   * @param body the body to sign; not changed
   * @param time the time to sign, where the scheme signs one
   * @param headers headers that the request has besides
   * @return the request to send
   * @throws IllegalArgumentException if something that the scheme signs is missing
   */
  OutgoingRequest request(
      String method, String url, byte[] body, Instant time, Map<String, String> headers);
}
