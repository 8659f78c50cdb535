package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every preset that ships: each is well formed, and verifies what its signer signs.
 */
class AllPresetsTest {
  private static final Instant SIGNED_AT = Instant.parse("2024-01-15T10:30:00Z");
  private static final byte[] BODY =
      ("{\"webhookTimestamp\": " + SIGNED_AT.toEpochMilli() + ", \"id\": \"1\", \"type\": \"t\"}")
          .getBytes(StandardCharsets.UTF_8);

  /** Headers that some schemes sign besides. */
  private static final Map<String, String> NONCES =
      Map.of("x-sinch-webhook-signature-nonce", "n-1", "X-Plivo-Signature-V2-Nonce", "n-1");

  /** Those that leave the body open to exchange, which their files say. */
  private static final Set<String> UNSIGNED_BODIES =
      Set.of("atlassian-connect", "monday", "plivo-v2");

  // Can be read as text, as hex and as base64 alike.
  private static final Secret SECRET =
      Secret.of("right", "30313233343536373839303132333435363738393031323334353637383930");
  private static final Secret OTHER =
      Secret.of("other", "31313233343536373839303132333435363738393031323334353637383930");

  static Stream<String> presets() throws IOException, URISyntaxException {
    URI folder = AllPresetsTest.class.getResource("/META-INF/gatepost/schemes").toURI();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString().replace(".properties", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  /**
   * Those whose signatures we can make: the key is shared, and the signature stands in a header.
   */
  static Stream<String> signable() throws IOException, URISyntaxException {
    return presets().filter(AllPresetsTest::isSignable);
  }

  static Stream<String> signedBodies() throws IOException, URISyntaxException {
    return signable().filter(p -> !Scheme.preset(p).sendsSecret() && !UNSIGNED_BODIES.contains(p));
  }

  static Stream<String> signedTimes() throws IOException, URISyntaxException {
    return signable().filter(preset -> Scheme.preset(preset).tolerance().isPresent());
  }

  private static boolean isSignable(String preset) {
    try {
      Scheme.preset(preset).signer(SECRET);
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s).*(public key|in no header).*");
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void fileIsShortAndNamesItsSender(String preset) throws Exception {
    Path file =
        Path.of(
            AllPresetsTest.class
                .getResource("/META-INF/gatepost/schemes/" + preset + ".properties")
                .toURI());
    List<String> lines = Files.readAllLines(file);
    List<String> keys =
        lines.stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" = ", 2)[0])
            .toList();

    assertThat(lines.get(0)).startsWith("# ");
    assertThat(keys).hasSizeBetween(2, 15).doesNotHaveDuplicates().isSubsetOf(Scheme.keys());
    assertThat(Scheme.preset(preset).name()).isEqualTo(preset);
  }

  @ParameterizedTest
  @MethodSource("signable")
  void whatTheSignerSignsIsAcceptedAndNothingElse(String preset) {
    Scheme scheme = Scheme.preset(preset);
    Map<String, String> headers = sign(scheme);
    TestRequest request = TestRequest.of(BODY, headers);

    assertThat(scheme.verifier(List.of(OTHER, SECRET)).verify(request, SIGNED_AT))
        .isInstanceOfSatisfying(
            Verified.class, v -> assertThat(v.secretLabel()).isEqualTo("right"));
    assertThat(scheme.verifier(List.of(OTHER)).verify(request, SIGNED_AT))
        .isInstanceOf(Refusal.class);
    Map<String, String> shouted = new HashMap<>();
    headers.forEach((name, value) -> shouted.put(name.toUpperCase(Locale.ROOT), value));
    Verifier verifier = scheme.verifier(List.of(SECRET));
    assertThat(verifier.verify(TestRequest.of(BODY, shouted), SIGNED_AT))
        .isInstanceOf(Verified.class);
    for (String name : headers.keySet()) {
      // A header that is read may not be there twice; one that is not read changes nothing.
      assertThat(verifier.verify(request.adding(name, headers.get(name)), SIGNED_AT))
          .satisfiesAnyOf(
              v -> assertThat(v).isInstanceOf(Refusal.class),
              v -> assertThat(NONCES).containsKey(name));
    }
  }

  @ParameterizedTest
  @MethodSource("signedBodies")
  void everyChangedByteOfASignedBodyIsNoticed(String preset) {
    Scheme scheme = Scheme.preset(preset);
    Map<String, String> headers = sign(scheme);
    Verifier verifier = scheme.verifier(List.of(SECRET));
    for (int i = 0; i < BODY.length; i++) {
      byte[] changed = BODY.clone();
      changed[i] ^= 1;
      assertThat(verifier.verify(TestRequest.of(changed, headers), SIGNED_AT))
          .isInstanceOf(Refusal.class);
    }
  }

  @ParameterizedTest
  @MethodSource("signedTimes")
  void signedTimeIsFreshUpToTheToleranceAtBothEnds(String preset) {
    Scheme scheme = Scheme.preset(preset);
    TestRequest request = TestRequest.of(BODY, sign(scheme));
    Duration tolerance = scheme.tolerance().get();
    Verifier verifier = scheme.verifier(List.of(SECRET));
    Duration more = tolerance.plusSeconds(1);
    assertThat(verifier.verify(request, SIGNED_AT.plus(tolerance))).isInstanceOf(Verified.class);
    assertThat(verifier.verify(request, SIGNED_AT.minus(tolerance))).isInstanceOf(Verified.class);
    assertThat(verifier.verify(request, SIGNED_AT.plus(more)))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Refusal.Reason.STALE));
    assertThat(verifier.verify(request, SIGNED_AT.minus(more)))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Refusal.Reason.FUTURE));
  }

  private static Map<String, String> sign(Scheme scheme) {
    String url = TestRequest.of(BODY, Map.of()).url();
    return scheme.signer(SECRET).sign("POST", url, BODY, SIGNED_AT, NONCES);
  }
}
