package org.gatepost.filter;

import jakarta.servlet.ServletContext;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatepost.receiver.internal.secret.FoundSecret;

/**
 * Tells which sources of one application have the same secret. Keeps no secret, but an HMAC of each
 * with a key that nobody else has, and only while the source is there. Thread-safe.
 */
final class SharedSecrets {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Map<String, List<byte[]>> fingerprints = new LinkedHashMap<>();

  private SharedSecrets() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
  }

  /** The secrets of an application. */
  static SharedSecrets of(ServletContext context) {
    return OfContext.get(context, SharedSecrets.class, SharedSecrets::new);
  }

  /**
   * Adds a source.
   *
   * @return the other sources that have one of its secrets
   */
  synchronized List<String> add(String source, List<FoundSecret> secrets) {
    // Of one that is still missing nothing is known.
    List<byte[]> own =
        secrets.stream()
            .flatMap(secret -> Optional.ofNullable(secret.text()).stream())
            .map(this::fingerprint)
            .toList();
    List<String> others = new ArrayList<>();
    fingerprints.forEach(
        (other, theirs) -> {
          if (!other.equals(source) && haveOneInCommon(own, theirs)) {
            others.add(other);
          }
        });
    fingerprints.put(source, own);
    return others;
  }

  /** Forgets a source. */
  synchronized void remove(String source) {
    fingerprints.remove(source);
  }

  private static boolean haveOneInCommon(List<byte[]> some, List<byte[]> others) {
    boolean common = false;
    for (byte[] one : some) {
      for (byte[] other : others) {
        common |= MessageDigest.isEqual(one, other);
      }
    }
    return common;
  }

  private byte[] fingerprint(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      // Every Java platform has this algorithm (javax.crypto.Mac).
      throw new IllegalStateException("no " + ALGORITHM + " on this Java platform", e);
    }
  }
}
