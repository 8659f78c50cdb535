package org.gatepost.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stores know deliveries and consumers by: SHA-256, of the same length whatever their names
 * are. Stores differ in collations and lengths; bytes, and digits, are the same in all.
 */
public final class Fingerprints {
  private Fingerprints() {}

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it (java.security.MessageDigest).
      throw new IllegalStateException(e);
    }
  }

  /**
   * What stands for a delivery, in binary.
   *
   * @param key what a ledger knows it by
   * @return 32 bytes, which the caller may change
   */
  public static byte[] digest(DeliveryKey key) {
    MessageDigest sha256 = sha256();
    sha256.update(key.source().getBytes(StandardCharsets.UTF_8));
    // No text in UTF-8 has this byte, so that source and key cannot be mistaken for each other.
    sha256.update((byte) 0xFF);
    return sha256.digest(key.key().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What stands for a consumer, in binary.
   *
   * @param consumer its stable name
   * @return 32 bytes, which the caller may change
   */
  public static byte[] digest(String consumer) {
    return sha256().digest(consumer.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What stands for a delivery.
   *
   * @param key what a ledger knows it by
   * @return 64 hexadecimal digits
   */
  public static String of(DeliveryKey key) {
    return HexFormat.of().formatHex(digest(key));
  }

  /**
   * What stands for a consumer.
   *
   * @param consumer its stable name
   * @return 64 hexadecimal digits
   */
  public static String of(String consumer) {
    return HexFormat.of().formatHex(digest(consumer));
  }
}
