package org.gatepost.signature;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/** Compares bytes of which nobody may learn by the time that it takes how many are right. */
final class SecretBytes {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private SecretBytes() {}

  /**
   * Whether both are the same. As long as both have the same length, the time that this takes
   * depends on that alone; else on the lengths, as in {@link MessageDigest#isEqual}.
   */
  static boolean areEqual(byte[] expected, byte[] sent) {
    int length = expected.length;
    if (sent.length != length) {
      return MessageDigest.isEqual(expected, sent);
    }
    long difference = 0;
    int at = 0;
    for (; at <= length - Long.BYTES; at += Long.BYTES) {
      difference |= (long) EIGHT_BYTES.get(expected, at) ^ (long) EIGHT_BYTES.get(sent, at);
    }
    for (; at < length; at++) {
      difference |= expected[at] ^ sent[at];
    }
    return difference == 0;
  }
}
