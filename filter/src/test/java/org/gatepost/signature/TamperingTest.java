package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.Refused.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the signature covers cannot be changed, by not even a bit. */
class TamperingTest {

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void whatIsSignedIsAccepted(Sample sample) {
    assertThat(sample.verify(sample.request())).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void anyFlippedBitInTheBodyIsRefused(Sample sample) {
    TestRequest genuine = sample.request();
    for (int bit = 0; bit < genuine.body().length * 8; bit++) {
      byte[] body = genuine.body().clone();
      body[bit / 8] ^= (byte) (1 << bit % 8);

      assertRefused(sample.verify(genuine.withBody(body)), Refusal.Reason.MISMATCH);
    }
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void anyFlippedBitInASignedHeaderIsRefused(Sample sample) {
    TestRequest genuine = sample.request();
    for (String name : sample.signed()) {
      String value = genuine.header(name);
      for (int bit = 0; bit < value.length() * 8; bit++) {
        String flipped = flip(value, bit);
        if (!isSameHex(sample, name, value, flipped)) {
          assertThat(sample.verify(genuine.with(name, flipped)))
              .as("%s: %s", name, flipped)
              .isInstanceOf(Refusal.class);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void bodyThatIsCutOrLengthenedIsRefused(Sample sample) {
    TestRequest genuine = sample.request();
    for (String body :
        List.of(
            "", sample.body().substring(1), sample.body() + "\n", sample.body() + sample.body())) {
      assertRefused(
          sample.verify(genuine.withBody(body.getBytes(StandardCharsets.UTF_8))),
          Refusal.Reason.MISMATCH);
    }
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void signatureThatIsCutOrLengthenedIsRefused(Sample sample) {
    TestRequest genuine = sample.request();
    String name = sample.signed().get(0);
    String value = genuine.header(name);
    for (int end = 0; end < value.length(); end++) {
      assertRefused(sample.verify(genuine.with(name, value.substring(0, end))));
    }
    for (String more : List.of("0", "00", "=", "====")) {
      assertRefused(sample.verify(genuine.with(name, value + more)));
    }
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void signatureOfAnotherSenderIsRefused(Sample sample) {
    for (Sample other : Sample.all().filter(o -> !o.equals(sample)).toList()) {
      if (!other.signed().get(0).equals(sample.signed().get(0))) {
        assertRefused(sample.verify(other.request()), Refusal.Reason.MISSING);
      }
    }
  }

  private static String flip(String value, int bit) {
    char[] chars = value.toCharArray();
    chars[bit / 8] ^= (char) (1 << bit % 8);
    return new String(chars);
  }

  /** A hex digit's case is all that may change: it stands for the same bytes. */
  private static boolean isSameHex(Sample sample, String name, String value, String flipped) {
    return name.equals(sample.signed().get(0))
        && !sample.preset().equals("standard-webhooks")
        && flipped.equalsIgnoreCase(value)
        && hexPart(flipped).matches("[0-9a-fA-F]{64}")
        && flipped.startsWith(value.substring(0, value.length() - 64));
  }

  private static String hexPart(String value) {
    return value.substring(value.length() - 64);
  }
}
