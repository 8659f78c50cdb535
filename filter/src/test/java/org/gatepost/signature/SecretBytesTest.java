package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretBytesTest {

  @Test
  void oneBitThatDiffersAnywhereIsSeen() {
    Random random = new Random(7);
    for (int length = 0; length <= 70; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(SecretBytes.areEqual(bytes, bytes.clone())).isTrue();

      for (int bit = 0; bit < length * Byte.SIZE; bit++) {
        byte[] other = bytes.clone();
        other[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

        assertThat(SecretBytes.areEqual(bytes, other)).as("%s of %s", bit, length).isFalse();
      }
    }
  }

  @Test
  void differencesDoNotCancelEachOtherOut() {
    byte[] zeros = new byte[32];
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xFF);

    assertThat(SecretBytes.areEqual(zeros, ones)).isFalse();
  }

  @Test
  void judgesOtherLengthsAsThePlatformDoes() {
    for (int one = 0; one < 40; one++) {
      for (int other = 0; other < 40; other++) {
        byte[] a = new byte[one];
        byte[] b = new byte[other];

        assertThat(SecretBytes.areEqual(a, b)).isEqualTo(MessageDigest.isEqual(a, b));
      }
    }
  }
}
