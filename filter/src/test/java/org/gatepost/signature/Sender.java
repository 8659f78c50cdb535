package org.gatepost.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sender behind a preset, as the tests play it: makes genuine requests, and damages them. */
interface Sender {

  /** When most tests sign: a full second. */
  Instant SIGNED_AT = Instant.parse("2024-01-15T10:30:00Z");

  /**
   * Presets whose genuine requests no test can make for want of a key, and where they are tested.
   */
  Map<String, String> NOT_PLAYED = Map.of();

  /** All that can be played, in order of name; each of the other presets is {@link #NOT_PLAYED}. */
  List<Sender> ALL = all();

  /** The name of the preset. */
  String preset();

  /** The secret that signs. */
  Secret secret();

  /** A secret that does not, of the same kind. */
  Secret other(int number);

  /**
   * A genuine request.
   *
   * @param filler what its body holds or, where the scheme reads nothing there and the number of
   *     bytes is odd, its body
   */
  TestRequest request(byte[] filler, Instant time);

  /** All requests that differ from a genuine one in one bit of what the signature covers. */
  List<TestRequest> changed(byte[] filler, Instant time);

  /** The headers that may not be there twice. */
  List<String> singleHeaders();

  /** Whether the signature covers the body. */
  boolean signsBody();

  /** The preset. */
  Scheme scheme();

  /** A verifier that knows the secret, and one more. */
  Verifier verifier();

  /** Whether it takes a fraction of a millisecond to verify. */
  boolean isSlow();

  private static List<Sender> all() {
    List<Sender> senders = new ArrayList<>();
    for (String preset : Presets.names()) {
      if (!NOT_PLAYED.containsKey(preset)) {
        try {
          Sender sender = of(preset);
          sender.request(new byte[4], SIGNED_AT);
          senders.add(sender);
        } catch (IllegalArgumentException | AssertionError cannotBeSigned) {
          // GenuineRequestTest says which are missing, where a failure here would stop all tests.
          continue;
        }
      }
    }
    return List.copyOf(senders);
  }

  private static Sender of(String preset) {
    SchemeDefinition scheme = Presets.definition(preset);
    return scheme.signedBy() == SignedBy.TEMPLATE
        ? new TemplateSender(preset, scheme)
        : new SignerSender(Scheme.preset(preset));
  }

  /** The texts that differ in one bit. */
  static List<String> flipped(String text) {
    List<String> flipped = new ArrayList<>();
    for (int bit = 0; bit < 8 * text.length(); bit++) {
      char[] chars = text.toCharArray();
      chars[bit / 8] ^= (char) (1 << bit % 8);
      flipped.add(new String(chars));
    }
    return flipped;
  }

  /** The bodies that differ in one bit. */
  static List<byte[]> flipped(byte[] body) {
    List<byte[]> flipped = new ArrayList<>();
    for (int bit = 0; bit < 8 * body.length; bit++) {
      byte[] bytes = body.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      flipped.add(bytes);
    }
    return flipped;
  }
}
