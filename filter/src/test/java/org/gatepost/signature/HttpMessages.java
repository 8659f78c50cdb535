package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests with HTTP Message Signatures, and the schemes that tests verify them with. */
final class HttpMessages {
  static final Instant NOW = Instant.ofEpochSecond(1618884473);
  static final String URL = "https://example.com/foo?param=Value&Pet=dog";
  static final String KEY =
      "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";
  static final Secret SECRET = Secret.of("current", KEY);

  private HttpMessages() {}

  /** The preset {@code rfc9421} with other keys. */
  static Scheme scheme(String... keysAndValues) {
    Map<String, String> keys = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Scheme.of("rfc9421", keys);
  }

  /** A scheme that requires nothing, as the standard's own examples need. */
  static Scheme lax() {
    return scheme("unsigned-body", "true");
  }

  /** What the scheme's signer makes. */
  static UrlRequest signed(Scheme scheme) {
    Map<String, String> headers = Map.of("Date", "Tue, 20 Apr 2021 02:07:55 GMT");
    String body = "{\"hello\": \"world\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new UrlRequest(
        "POST", URL, scheme.signer(SECRET).sign("POST", URL, bytes, NOW, headers), body);
  }

  /** A request whose signature is over the lines given, with nothing of the main code. */
  static UrlRequest over(String parameters, String... lines) {
    StringBuilder base = new StringBuilder();
    for (String line : lines) {
      base.append(line).append('\n');
    }
    base.append("\"@signature-params\": ").append(parameters);
    return new UrlRequest("POST", URL, Map.of(), "")
        .with("Signature-Input", "sig=" + parameters)
        .with("Signature", "sig=:" + Hmac.base64(KEY, base.toString()) + ":");
  }

  static Verification verify(Scheme scheme, UrlRequest request) {
    return scheme.verifier(List.of(Sample.OTHER, SECRET)).verify(request, NOW);
  }
}
