package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a sender signs with, made anew for each run where it is a pair of keys. */
final class SenderKey {
  // To make keys, and to sign with them, takes longer than all that is tested with them.
  private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
  private static final Map<String, byte[]> SIGNATURES = new ConcurrentHashMap<>();

  private final Algorithm algorithm;
  private final Secret secret;
  private final byte[] shared;
  private final PublicKeyTest.Pair pair;

  private SenderKey(Algorithm algorithm, Secret secret, byte[] shared, PublicKeyTest.Pair pair) {
    this.algorithm = algorithm;
    this.secret = secret;
    this.shared = shared;
    this.pair = pair;
  }

  /** A key of a scheme, for each number another; the one numbered 0 is labelled {@code right}. */
  static SenderKey of(SchemeDefinition scheme, int number) {
    String label = number == 0 ? "right" : "other-" + number;
    Algorithm algorithm = scheme.algorithm();
    if (algorithm.kind() == Algorithm.Kind.PUBLIC_KEY) {
      PublicKeyTest.Sender sender = PublicKeyTest.Sender.valueOf(algorithm.name());
      KeyPair keys =
          KEYS.computeIfAbsent(
              sender.family() + "/" + number,
              name -> number == 0 ? sender.pair().keys() : sender.anotherPair().keys());
      PublicKeyTest.Pair pair = sender.pair(keys);
      return new SenderKey(algorithm, Secret.of(label, pair.pem()), new byte[0], pair);
    }
    byte[] key = (number + "-gatepost-tests-0123456789abcdef").getBytes(StandardCharsets.US_ASCII);
    String prefix = scheme.secretForm().prefix().split(" or ")[0];
    String text = prefix + scheme.secretForm().encoding().encode(key);
    return new SenderKey(algorithm, Secret.of(label, text), key, null);
  }

  Secret secret() {
    return secret;
  }

  /** The private key of a pair. */
  PrivateKey privateKey() {
    return pair.keys().getPrivate();
  }

  /** The key as the other side has it too, empty if it has not. */
  byte[] shared() {
    return shared;
  }

  /** The signature of a content that, for plain digests, has the key inside. */
  byte[] sign(byte[] content) {
    try {
      return switch (algorithm.kind()) {
        case MAC -> {
          Mac mac = Mac.getInstance(algorithm.jcaName());
          mac.init(new SecretKeySpec(shared, algorithm.jcaName()));
          yield mac.doFinal(content);
        }
        case DIGEST -> MessageDigest.getInstance(algorithm.jcaName()).digest(content);
        case TOKEN -> shared;
        case PUBLIC_KEY -> {
          String signed = secret.label() + algorithm + HexFormat.of().formatHex(content);
          byte[] known = SIGNATURES.get(signed);
          byte[] signature = known == null ? pair.sign(content) : known;
          SIGNATURES.put(signed, signature);
          yield signature.clone();
        }
      };
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
