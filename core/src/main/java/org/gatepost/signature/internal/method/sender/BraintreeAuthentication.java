package org.gatepost.signature.internal.method.sender;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.SeparatedText;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.key.MacPool;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.method.ContentSigning;
import org.gatepost.signature.internal.method.MacKey;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates Braintree's webhooks ("Webhooks: parse", and its server libraries): the signatures
 * are pairs {@code PUBLIC-KEY|SIGNATURE} with {@code &} between, made with the SHA-1 of the private
 * key as key. A secret is written {@code PUBLIC-KEY:PRIVATE-KEY}. Whether a URL is known to the
 * application Braintree asks with a GET that has a challenge ("Webhooks: create"). Thread-safe.
 */
final class BraintreeAuthentication implements Authentication {
  private static final int MAX_PAIRS = 100;
  private static final Reference CHALLENGE = Reference.of(Reference.Kind.QUERY, "bt_challenge");

  /** One pair of keys. */
  private record Key(String label, String publicKey, MacKey macs) {}

  private final Reference place;
  private final List<Key> keys;

  BraintreeAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    this.place = scheme.signature().places().get(0);
    this.keys = secrets.stream().map(secret -> key(scheme, secret)).toList();
  }

  private static Key key(SchemeDefinition scheme, Secret secret) {
    int colon = SecretText.of(secret).indexOf(':');
    if (colon < 1 || colon == SecretText.of(secret).length() - 1) {
      throw new IllegalArgumentException(
          "secret [" + secret.label() + "] must be written as PUBLIC-KEY:PRIVATE-KEY");
    }
    byte[] privateKey = SecretText.of(secret).substring(colon + 1).getBytes(StandardCharsets.UTF_8);
    byte[] key = Digests.of("SHA-1").digest(privateKey);
    return new Key(
        secret.label(),
        SecretText.of(secret).substring(0, colon),
        new MacKey(new MacPool(scheme.algorithm(), key)));
  }

  /** How Braintree signs with a pair of keys. */
  static Signing signing(SchemeDefinition scheme, Secret secret) {
    Key key = key(scheme, secret);
    return new ContentSigning(
        scheme,
        values ->
            key.publicKey()
                + "|"
                + Encoding.HEX.encode(key.macs().sign(values.signedTexts().get(0), values)));
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    List<String[]> pairs = pairs(values.required(place));
    for (Key key : keys) {
      boolean matches = false;
      for (SignedContent.Text text : values.signedTexts()) {
        byte[] expected = key.macs().sign(text, values);
        for (String[] pair : pairs) {
          byte[] signature = Encoding.HEX.decode(pair[1]);
          matches |=
              pair[0].equals(key.publicKey())
                  && signature != null
                  && MessageDigest.isEqual(expected, signature);
        }
      }
      if (matches) {
        return new Match(key.label(), null);
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature in " + place);
  }

  @Override
  public @Nullable String handshakeAnswer(Values values) throws RefusedException {
    String challenge = values.required(CHALLENGE);
    // Of anything else the answer could be the signature of a payload, which is never a challenge.
    if (!BraintreeContent.isChallenge(challenge)) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, CHALLENGE + " is not of 20 to 32 hex digits in lower case");
    }
    Key newest = keys.get(0);
    byte[] answer = newest.macs().sign(challenge.getBytes(StandardCharsets.UTF_8));
    return newest.publicKey() + "|" + Encoding.HEX.encode(answer);
  }

  private List<String[]> pairs(String text) throws RefusedException {
    List<String[]> pairs = new ArrayList<>();
    for (String pair : SeparatedText.parts(text.strip(), '&', MAX_PAIRS + 1)) {
      int bar = pair.indexOf('|');
      if (bar < 0 || pairs.size() == MAX_PAIRS) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED,
            place + " is not a list of at most " + MAX_PAIRS + " times PUBLIC-KEY|<hex>");
      }
      pairs.add(new String[] {pair.substring(0, bar), pair.substring(bar + 1)});
    }
    return pairs;
  }
}
