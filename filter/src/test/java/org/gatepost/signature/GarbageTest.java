package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed input is a refusal, never an exception. The seed is fixed, so a failure repeats. */
class GarbageTest {
  private static final int ROUNDS = 5_000;
  private static final List<String> PIECES =
      List.of(
          "t=",
          "v1=",
          "v0=",
          "v1,",
          "v1a,",
          "sha256=",
          ",",
          " ",
          "=",
          "==",
          "1705314600",
          "-1",
          "0",
          "deadbeef".repeat(8),
          "A".repeat(43) + "=",
          "\u0000",
          "\u00e9",
          "\ud800",
          "１",
          "\t",
          "\r\n",
          "99999999999999999999",
          "",
          "{",
          "}",
          "\"",
          "[",
          "\\u",
          "null",
          "{\"id\":",
          "\"id\":1,");

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void garbageIsRefusedWithoutAnException(Sample sample) {
    Random random = new Random(20240115);
    Verifier verifier = sample.scheme().verifier(List.of(sample.secret(), Sample.OTHER));
    for (int round = 0; round < ROUNDS; round++) {
      TestRequest request = sample.request().withBody(bytes(random));
      for (String name : sample.signed()) {
        request = random.nextInt(4) == 0 ? request : request.with(name, text(random));
        request = random.nextInt(20) == 0 ? request.adding(name, text(random)) : request;
      }

      assertThat(verifier.verify(request, Sample.SIGNED_AT)).isInstanceOf(Refusal.class);
    }
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void garbageUnderARightSignatureIsReadWithoutAnException(Sample sample) {
    Random random = new Random(4711);
    Verifier verifier = sample.scheme().verifier(List.of(sample.secret()));
    Signer signer = sample.scheme().signer(sample.secret());
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = bytes(random);
      TestRequest request = TestRequest.of(body, signer.sign(body, Sample.SIGNED_AT, Map.of()));

      Verification verification = verifier.verify(request, Sample.SIGNED_AT);

      if (verification instanceof Verified verified) {
        assertThat(verified.type()).hasSizeLessThan(256);
        assertThat(verified.key().orElseThrow()).hasSizeBetween(1, 255);
      } else {
        assertThat(((Refusal) verification).reason()).isEqualTo(Refusal.Reason.AMBIGUOUS);
      }
    }
  }

  private static byte[] bytes(Random random) {
    if (random.nextBoolean()) {
      return text(random).getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(
          random.nextInt(3) > 0
              ? PIECES.get(random.nextInt(PIECES.size()))
              : Character.toString((char) random.nextInt(random.nextBoolean() ? 128 : 65536)));
    }
    return text.toString();
  }
}
