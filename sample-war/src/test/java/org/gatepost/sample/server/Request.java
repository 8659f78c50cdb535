package org.gatepost.sample.server;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A request that a sender makes.
 *
 * @param source the sender
 * @param headers all of its headers, the signature among them
 * @param body its body
 */
public record Request(Source source, Map<String, String> headers, String body) {

  /** A genuine request, signed now. */
  public static Request of(Source source, String body) {
    return of(source, Instant.now(), Map.of(), body);
  }

  /** A genuine request, signed at some time, with headers beside those of the signature. */
  public static Request of(Source source, Instant time, Map<String, String> headers, String body) {
    Map<String, String> signed =
        new HashMap<>(source.signer().sign(body.getBytes(StandardCharsets.UTF_8), time, headers));
    signed.put("Content-Type", "application/json");
    return new Request(source, signed, body);
  }

  /** The same with another body and the old signature. */
  public Request forged(String otherBody) {
    return new Request(source, headers, otherBody);
  }

  /** The same without a signature. */
  public Request unsigned() {
    Map<String, String> rest = new HashMap<>(headers);
    rest.remove(source.signatureHeader());
    return new Request(source, rest, body);
  }
}
