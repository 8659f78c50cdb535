package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates Braintree's webhooks ("Webhooks: parse", and its server libraries): the form field
 * {@code bt_signature} has pairs {@code PUBLIC-KEY|SIGNATURE}, and what is signed is {@code
 * bt_payload}, with the SHA-1 of the private key as key. A secret is written {@code
 * PUBLIC-KEY:PRIVATE-KEY}. Thread-safe.
 */
final class BraintreeAuthentication implements Authentication {
  private static final int MAX_PAIRS = 100;
  private static final Reference SIGNATURE = new Reference.Form("bt_signature");
  private static final Reference PAYLOAD = new Reference.Form("bt_payload");
  private static final Reference CHALLENGE = new Reference.Query("bt_challenge");

  /** One pair of keys. */
  private record Key(String label, String publicKey, MacPool macs) {}

  private final List<Key> keys = new ArrayList<>();

  BraintreeAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    for (Secret secret : secrets) {
      int colon = secret.text().indexOf(':');
      if (colon < 1 || colon == secret.text().length() - 1) {
        throw new IllegalArgumentException(
            "secret [" + secret.label() + "] must be written as PUBLIC-KEY:PRIVATE-KEY");
      }
      byte[] privateKey = secret.text().substring(colon + 1).getBytes(StandardCharsets.UTF_8);
      byte[] key = Digests.of("SHA-1").digest(privateKey);
      keys.add(
          new Key(
              secret.label(),
              secret.text().substring(0, colon),
              new MacPool(scheme.algorithm(), key)));
    }
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    String[] pairs = values.required(SIGNATURE).strip().split("&", MAX_PAIRS + 1);
    String payload = values.required(PAYLOAD);
    if (pairs.length > MAX_PAIRS || !payload.matches("[A-Za-z0-9+/=\r\n]+")) {
      throw malformed("the form is not one of pairs in bt_signature and base64 in bt_payload");
    }
    for (Key key : keys) {
      if (matches(key, pairs, payload)) {
        byte[] signed = payload.strip().getBytes(StandardCharsets.UTF_8);
        return new Proof(key.label(), null, signed);
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature in " + SIGNATURE);
  }

  private static boolean matches(Key key, String[] pairs, String payload) throws RefusedException {
    byte[] exact = key.macs().compute(payload.getBytes(StandardCharsets.UTF_8));
    // Base64 of some libraries ends with a line feed, which the form may have lost.
    byte[] ended = key.macs().compute((payload + "\n").getBytes(StandardCharsets.UTF_8));
    boolean matches = false;
    for (String pair : pairs) {
      int bar = pair.indexOf('|');
      byte[] signature = bar < 0 ? null : Encoding.HEX.decode(pair.substring(bar + 1));
      if (signature == null) {
        throw malformed(SIGNATURE + " is not PUBLIC-KEY|<hex>");
      }
      if (pair.substring(0, bar).equals(key.publicKey())) {
        matches |= MessageDigest.isEqual(exact, signature);
        matches |= MessageDigest.isEqual(ended, signature);
      }
    }
    return matches;
  }

  @Override
  public @Nullable String handshakeAnswer(Values values) throws RefusedException {
    String challenge = values.text(CHALLENGE);
    if (challenge == null) {
      return null;
    }
    // Any longer or other text could be a payload, and the answer its signature.
    if (!challenge.matches("[a-f0-9]{20,32}")) {
      throw malformed(CHALLENGE + " is not of 20 to 32 hex digits");
    }
    Key newest = keys.get(0);
    byte[] answer = newest.macs().compute(challenge.getBytes(StandardCharsets.UTF_8));
    return newest.publicKey() + "|" + Encoding.HEX.encode(answer);
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
