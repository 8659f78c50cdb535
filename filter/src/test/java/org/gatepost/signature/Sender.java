package org.gatepost.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The sender behind a preset, as the tests play it: makes genuine requests, and damages them. */
interface Sender {

  /** When most tests sign: a full second. */
  Instant SIGNED_AT = Instant.parse("2024-01-15T10:30:00Z");

  /**
   * Presets whose genuine requests no test can make for want of a key, and where they are tested.
   */
  Map<String, String> NOT_PLAYED = Map.of("ebay", "answers handshakes only: KnownAnswersTest");

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

  /** A genuine request whose signature is cut or has something more, in many ways. */
  List<TestRequest> withOtherLengths(byte[] filler, Instant time);

  /** The headers that may not be there twice. */
  List<String> singleHeaders();

  /** Whether the signature covers the body. */
  boolean signsBody();

  /** Whether two bodies of which one is genuine are the same to the signature. */
  default boolean signsAlike(byte[] body, byte[] other) {
    return Arrays.equals(body, other);
  }

  /** The preset. */
  Scheme scheme();

  /** The preset, to look inside. */
  SchemeDefinition definition();

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
    SchemeDefinition definition = Presets.definition(preset);
    return switch (Presets.signedBy(preset)) {
      case "template", "adyen" -> new TemplateSender(Presets.scheme(preset), definition);
      default -> new CodedSender(Presets.scheme(preset), definition);
    };
  }

  /** The beginnings of a text, and longer texts. */
  static List<String> ofOtherLengths(String text) {
    List<String> others = new ArrayList<>();
    for (int end = 0; end < text.length(); end++) {
      others.add(text.substring(0, end));
    }
    List.of("0", "00", "=", "====", "A".repeat(512)).forEach(more -> others.add(text + more));
    return others;
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
