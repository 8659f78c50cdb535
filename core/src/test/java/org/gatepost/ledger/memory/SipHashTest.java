package org.gatepost.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
  private static final long KEY_0 = 0x0706050403020100L;
  private static final long KEY_1 = 0x0f0e0d0c0b0a0908L;

  /** The reference implementation's answers for the bytes 0, 1, 2 and so on. */
  @ParameterizedTest(name = "{0} bytes")
  @CsvSource({
    "0, a3817f04ba25a8e66df67214c7550293",
    "4, f88164c12d9c8faf7d0f6e7c7bcd5579",
    "8, 3b62a9ba6258f5610f83e264f31497b4"
  })
  void knownAnswersAreGiven(int length, String answer) {
    ByteBuffer input = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      input.put((byte) i);
    }
    SipHash hash = new SipHash(KEY_0, KEY_1);

    input.flip();
    while (input.remaining() >= Long.BYTES) {
      hash.add(input.getLong());
    }
    Fingerprint print = input.hasRemaining() ? hash.finish(input.getInt()) : hash.finish();

    byte[] output =
        ByteBuffer.allocate(2 * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(print.high())
            .putLong(print.low())
            .array();
    assertThat(HexFormat.of().formatHex(output)).isEqualTo(answer);
  }

  @Test
  void everyPairOfTextsIsAnInputOfItsOwn() {
    String[] texts = {
      "", "\0", "\0\0", "a", "aa", "aaa", "aaaa", "aaaaa", "aaaa\0", "b", "ba", "\u0161", "\u6161"
    };
    Set<Fingerprint> prints = new HashSet<>();
    for (String source : texts) {
      for (String key : texts) {
        assertThat(prints.add(SipHash.begin(KEY_0, KEY_1, source).print(key)))
            .as("%s, %s", source, key)
            .isTrue();
      }
    }
  }

  @Test
  void everyCharacterCounts() {
    String text = "0123456789abcdef";
    Set<Fingerprint> prints = new HashSet<>();
    for (int length = 0; length <= text.length(); length++) {
      prints.add(SipHash.begin(KEY_0, KEY_1, "s").print(text.substring(0, length)));
      for (int i = 0; i < length; i++) {
        String other = text.substring(0, i) + 'x' + text.substring(i + 1, length);
        prints.add(SipHash.begin(KEY_0, KEY_1, "s").print(other));
      }
    }

    assertThat(prints).hasSize(1 + 16 + 16 * 17 / 2);
  }

  @Test
  void anotherKeyGivesAnotherFingerprint() {
    Fingerprint print = SipHash.begin(KEY_0, KEY_1, "s").print("1");

    assertThat(SipHash.begin(KEY_0, KEY_1, "s").print("1")).isEqualTo(print);
    assertThat(SipHash.begin(KEY_0 + 1, KEY_1, "s").print("1")).isNotEqualTo(print);
    assertThat(SipHash.begin(KEY_0, KEY_1 + 1, "s").print("1")).isNotEqualTo(print);
  }

  @Test
  void whatIsBegunGivesTheSameAgain() {
    SipHash begun = SipHash.begin(KEY_0, KEY_1, "s");
    Fingerprint print = begun.print("1");

    assertThat(begun.print("2")).isNotEqualTo(print);
    assertThat(begun.print("1")).isEqualTo(print);
  }
}
