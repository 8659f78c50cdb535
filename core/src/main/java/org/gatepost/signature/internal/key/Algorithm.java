package org.gatepost.signature.internal.key;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a sender signs with. Immutable. */
public enum Algorithm {
  /** RFC 2104 over MD5: only where the sender offers nothing better. */
  HMAC_MD5(Kind.MAC, "HmacMD5", 16),
  /** RFC 2104 over SHA-1: only where the sender offers nothing better. */
  HMAC_SHA1(Kind.MAC, "HmacSHA1", 20),
  HMAC_SHA256(Kind.MAC, "HmacSHA256", 32),
  HMAC_SHA384(Kind.MAC, "HmacSHA384", 48),
  HMAC_SHA512(Kind.MAC, "HmacSHA512", 64),
  /** A plain digest with the secret inside: only where the sender offers nothing better. */
  MD5(Kind.DIGEST, "MD5", 16),
  SHA1(Kind.DIGEST, "SHA-1", 20),
  SHA256(Kind.DIGEST, "SHA-256", 32),
  SHA512(Kind.DIGEST, "SHA-512", 64),
  /** RFC 8032. */
  ED25519(Kind.PUBLIC_KEY, "Ed25519", 64),
  /** FIPS 186-4 on P-256, the signature in DER. */
  ECDSA_P256_SHA256(Kind.PUBLIC_KEY, "SHA256withECDSA", 0),
  /** RFC 8017, section 8.2. */
  RSA_SHA1(Kind.PUBLIC_KEY, "SHA1withRSA", 0),
  RSA_SHA256(Kind.PUBLIC_KEY, "SHA256withRSA", 0),
  /** RFC 8017, section 8.1, with a salt as long as the hash. */
  RSA_PSS_SHA256(Kind.PUBLIC_KEY, "RSASSA-PSS", 0),
  RSA_PSS_SHA512(Kind.PUBLIC_KEY, "RSASSA-PSS", 0),
  /** No signature: the secret itself is sent along. */
  TOKEN(Kind.TOKEN, "", 0);

  /** How an algorithm uses its secret. */
  public enum Kind {
    MAC,
    DIGEST,
    PUBLIC_KEY,
    TOKEN
  }

  private final Kind kind;
  private final String jcaName;
  private final int lengthInBytes;

  Algorithm(Kind kind, String jcaName, int lengthInBytes) {
    this.kind = kind;
    this.jcaName = jcaName;
    this.lengthInBytes = lengthInBytes;
  }

  /** The algorithm as written in a scheme, in any case ({@code HMAC-SHA256}), or null. */
  public static @Nullable Algorithm named(String name) {
    for (Algorithm algorithm : values()) {
      if (algorithm.schemeName().equalsIgnoreCase(name)
          // Its name in RFC 9421, section 6.2.2.
          || (algorithm == RSA_SHA256 && name.equalsIgnoreCase("rsa-v1_5-sha256"))) {
        return algorithm;
      }
    }
    return null;
  }

  /** All names, for messages. */
  public static List<String> schemeNames() {
    return Arrays.stream(values()).map(Algorithm::schemeName).toList();
  }

  /** The name in a scheme, such as {@code HMAC-SHA256}. */
  public String schemeName() {
    return name().replace('_', '-').toUpperCase(Locale.ROOT);
  }

  public Kind kind() {
    return kind;
  }

  /** The name that the JCA knows it by. */
  public String jcaName() {
    return jcaName;
  }

  /** How many bytes a signature of this algorithm has, or 0 if that varies. */
  public int lengthInBytes() {
    return lengthInBytes;
  }
}
