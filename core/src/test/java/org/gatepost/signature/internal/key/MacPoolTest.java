package org.gatepost.signature.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.Definitions;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.method.MacKey;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that verify at once share idle Macs, never one at work. */
@Timeout(600)
class MacPoolTest {
  // More than the pool has slots, so that threads meet in one.
  private static final int THREADS = 40;
  private static final int ROUNDS = 500;

  @Test
  void manyThreadsVerifyRightAtOnce() throws Exception {
    Sample sample = Sample.of("github");
    Verifier verifier = sample.scheme().verifier(List.of(Sample.OTHER, sample.secret()));
    CountDownLatch start = new CountDownLatch(1);
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      String body = "{\"thread\":" + thread + ",\"filler\":\"" + "x".repeat(thread * 50) + "\"}";
      TestRequest genuine = sample.requestOf(body, Sample.SIGNED_AT);
      TestRequest forged = genuine.withBody((body + " ").getBytes(StandardCharsets.UTF_8));
      tasks.add(
          () -> {
            start.await();
            int wrong = 0;
            for (int round = 0; round < ROUNDS; round++) {
              wrong += verifier.verify(genuine, Sample.SIGNED_AT) instanceof Verified ? 0 : 1;
              wrong += verifier.verify(forged, Sample.SIGNED_AT) instanceof Refusal ? 0 : 1;
            }
            return wrong;
          });
    }

    assertThat(sumOf(tasks, start)).isZero();
  }

  @Test
  void contentThatBreaksOffLeavesNothingBehind() throws Exception {
    SchemeDefinition scheme =
        Definitions.of(
            Map.of(
                "algorithm", "HMAC-SHA256",
                "signature", "{header:X-Sign}",
                "signed-content", "{body}{header:X-Region}",
                "max-body", "1M"));
    MacPool macs = new MacPool(Algorithm.HMAC_SHA256, "secret".getBytes(StandardCharsets.UTF_8));
    TestRequest whole = TestRequest.of("{}", Map.of("X-Region", "eu"));
    TestRequest broken = whole.without("X-Region");
    for (int round = 0; round < 3; round++) {
      assertThat(compute(macs, scheme, whole))
          .isEqualTo(Encoding.HEX.decode(Hmac.hex("secret", "{}eu")));
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> compute(macs, scheme, broken));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 126, 127, 128, 129, 200, 5000})
  void piecesOfAnyLengthAreSignedInOrder(int length) throws Exception {
    SchemeDefinition scheme =
        Definitions.of(
            Map.of(
                "algorithm", "HMAC-SHA256",
                "signature", "{header:X-Sign}",
                "signed-content", "v{header:X-Region}.{body}.{json:/a}.{method}é",
                "max-body", "1M"));
    MacPool macs = new MacPool(Algorithm.HMAC_SHA256, "secret".getBytes(StandardCharsets.UTF_8));
    for (String a : List.of("a", "é", "aé€😀", "a".repeat(140), "é".repeat(70))) {
      String region = "r".repeat(length + 1);
      String body = "{\"a\":\"" + a + "\"}" + " ".repeat(length);

      assertThat(compute(macs, scheme, TestRequest.of(body, Map.of("X-Region", region))))
          .isEqualTo(
              Encoding.HEX.decode(
                  Hmac.hex("secret", "v" + region + "." + body + "." + a + ".POSTé")));
    }
  }

  private static byte[] compute(MacPool macs, SchemeDefinition scheme, SignedRequest request)
      throws RefusedException {
    Values values = new Values(scheme, request);
    return new MacKey(macs).sign(values.signedTexts().get(0), values);
  }

  private static int sumOf(List<Callable<Integer>> tasks, CountDownLatch start) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Future<Integer>> results = tasks.stream().map(executor::submit).toList();
      start.countDown();
      int sum = 0;
      for (Future<Integer> result : results) {
        sum += result.get();
      }
      return sum;
    } finally {
      executor.shutdownNow();
    }
  }
}
