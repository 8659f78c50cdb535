package org.gatepost.signature.internal.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests that every Java platform has. */
public final class Digests {
  private Digests() {}

  /** A new digest: {@code MD5}, {@code SHA-1}, {@code SHA-256} or {@code SHA-512}. */
  public static MessageDigest of(String jcaName) {
    try {
      return MessageDigest.getInstance(jcaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no " + jcaName + " on this Java platform", e);
    }
  }
}
