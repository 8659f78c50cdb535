package org.gatepost.ledger.memory;

/**
 * SipHash-2-4 with 128 bits of output (Aumasson, Bernstein: SipHash, a fast short-input PRF), over
 * words of 64 bits. Whoever does not know the key can neither find nor arrange two inputs of the
 * same output. Not thread-safe while something is added.
 */
final class SipHash {
  private static final int CHARS_PER_WORD = Long.SIZE / Character.SIZE;

  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private int words;

  /** The key: two random numbers. */
  SipHash(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    // The second half is what makes it the variant of 128 bits.
    v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  private SipHash(SipHash begun) {
    v0 = begun.v0;
    v1 = begun.v1;
    v2 = begun.v2;
    v3 = begun.v3;
    words = begun.words;
  }

  /** What the fingerprints of all deliveries of a source begin with, under a key. */
  static SipHash begin(long key0, long key1, String source) {
    SipHash hash = new SipHash(key0, key1);
    // The lengths too, so that no two pairs of texts are the same input.
    hash.add(source.length());
    hash.add(source);
    return hash;
  }

  /** The fingerprint of a delivery of the source; this stays as it is. */
  Fingerprint print(String key) {
    SipHash hash = new SipHash(this);
    hash.add(key);
    return hash.finish(key.length());
  }

  void add(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
    words++;
  }

  private void add(String text) {
    int length = text.length();
    int at = 0;
    for (; at <= length - CHARS_PER_WORD; at += CHARS_PER_WORD) {
      add(
          text.charAt(at)
              | (long) text.charAt(at + 1) << 16
              | (long) text.charAt(at + 2) << 32
              | (long) text.charAt(at + 3) << 48);
    }
    if (at < length) {
      long word = 0;
      for (int last = length - 1; last >= at; last--) {
        word = (word << Character.SIZE) | text.charAt(last);
      }
      add(word);
    }
  }

  Fingerprint finish() {
    return finishWith(0, 0);
  }

  /** With the last four bytes. */
  Fingerprint finish(int last) {
    return finishWith(Integer.BYTES, Integer.toUnsignedLong(last));
  }

  private Fingerprint finishWith(int bytes, long last) {
    // With the length in bytes.
    add(((long) words * Long.BYTES + bytes) << 56 | last);
    v2 ^= 0xee;
    long first = squeeze();
    v1 ^= 0xdd;
    return new Fingerprint(first, squeeze());
  }

  private long squeeze() {
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
