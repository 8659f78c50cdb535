package org.gatepost.signature;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A keyed hash that a sender signs with: HMAC of RFC 2104. Immutable. */
enum Algorithm {
  HMAC_SHA1("HmacSHA1", 20),
  HMAC_SHA256("HmacSHA256", 32),
  HMAC_SHA384("HmacSHA384", 48),
  HMAC_SHA512("HmacSHA512", 64);

  private final String jcaName;
  private final int lengthInBytes;

  Algorithm(String jcaName, int lengthInBytes) {
    this.jcaName = jcaName;
    this.lengthInBytes = lengthInBytes;
  }

  /**
   * The algorithm as written in a scheme, in any case ({@code HMAC-SHA256}), or null if there is
   * none of that name.
   */
  static @Nullable Algorithm named(String name) {
    for (Algorithm algorithm : values()) {
      if (algorithm.schemeName().equalsIgnoreCase(name)) {
        return algorithm;
      }
    }
    return null;
  }

  /** The name in a scheme, such as {@code HMAC-SHA256}. */
  String schemeName() {
    return name().replace('_', '-').toUpperCase(Locale.ROOT);
  }

  /** The name that {@link javax.crypto.Mac#getInstance(String)} takes. */
  String jcaName() {
    return jcaName;
  }

  /** How many bytes a signature of this algorithm has. */
  int lengthInBytes() {
    return lengthInBytes;
  }
}
