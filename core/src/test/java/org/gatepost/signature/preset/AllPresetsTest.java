package org.gatepost.signature.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.Signer;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every preset that ships: each is well formed, and verifies what its signer signs.
 */
public class AllPresetsTest {
  private static final Instant SIGNED_AT = Instant.parse("2024-01-15T10:30:00Z");
  private static final byte[] BODY =
      ("{\"webhookTimestamp\": " + SIGNED_AT.toEpochMilli() + ", \"id\": \"1\", \"type\": \"t\"}")
          .getBytes(StandardCharsets.UTF_8);

  /** Forms of senders that know no other body. */
  private static final Map<String, String> FORMS =
      Map.of(
          "braintree", "bt_payload=PGE%2BYmM8L2E%2B",
          "dropbox-sign", "json=%7B%22event%22%3A%7B%22event_type%22%3A%22t%22%7D%7D",
          "mailgun-form", "event=opened",
          "mandrill", "mandrill_events=%5B%7B%22event%22%3A%22send%22%7D%5D",
          "plivo-v3", "Event=Hangup&CallUUID=1&To=%2B1",
          "vonage-sms", "msisdn=447700900000&messageId=1&text=a%26b");

  /** Headers that some schemes sign besides, or elements of theirs. */
  private static final Map<String, String> GIVEN =
      Map.of(
          "x-sinch-webhook-signature-nonce", "n-1",
          "X-Plivo-Signature-V2-Nonce", "n-1",
          "gcms-signature", "env=master");

  /** Those that leave the body open to exchange, which their files say. */
  private static final Set<String> UNSIGNED_BODIES =
      Set.of(
          "adyen",
          "atlassian-connect",
          "braintree",
          "dropbox-sign",
          "mailgun",
          "mailgun-form",
          "mercado-pago",
          "monday",
          "plivo-v2");

  // Can be read as text, as hex and as base64 alike.
  private static final Secret SECRET =
      Secret.of("right", "30313233343536373839303132333435363738393031323334353637383930");
  private static final Secret OTHER =
      Secret.of("other", "31313233343536373839303132333435363738393031323334353637383930");

  public static Stream<String> presets() throws IOException, URISyntaxException {
    URI folder = AllPresetsTest.class.getResource("/META-INF/gatepost/schemes").toURI();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString().replace(".properties", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Those whose signatures we can make: all whose key is shared. */
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
      Scheme.preset(preset).signer(secret(preset, SECRET));
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("is a public key, which cannot sign");
      return false;
    }
  }

  private static Secret secret(String preset, Secret secret) {
    return preset.equals("braintree")
        ? Secret.of(secret.label(), "public:" + SecretText.of(secret))
        : secret;
  }

  private static Verifier verifier(String preset, Secret... secrets) {
    return Scheme.preset(preset)
        .verifier(Arrays.stream(secrets).map(secret -> secret(preset, secret)).toList());
  }

  private static String file(String preset) throws IOException, URISyntaxException {
    URI file =
        AllPresetsTest.class
            .getResource("/META-INF/gatepost/schemes/" + preset + ".properties")
            .toURI();
    return Files.readString(Path.of(file));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void fileIsShortAndNamesItsSender(String preset) throws Exception {
    List<String> lines = file(preset).lines().toList();
    List<String> keys =
        lines.stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" = ", 2)[0])
            .toList();

    assertThat(lines.get(0)).startsWith("# ");
    assertThat(keys).doesNotHaveDuplicates().isSubsetOf(Scheme.keys());
    // How long a sender waits is a fact about it, and no part of its scheme.
    assertThat(keys.stream().filter(key -> !key.equals("answer-within"))).hasSizeBetween(2, 16);
    assertThat(Scheme.preset(preset).name()).isEqualTo(preset);
  }

  @ParameterizedTest
  @MethodSource("signable")
  void whatTheSignerSignsIsAcceptedAndNothingElse(String preset) throws Exception {
    TestRequest request = sign(preset);

    assertThat(verifier(preset, OTHER, SECRET).verify(request, SIGNED_AT))
        .isInstanceOfSatisfying(
            Verified.class, v -> assertThat(v.secretLabel()).isEqualTo("right"));
    assertThat(verifier(preset, OTHER).verify(request, SIGNED_AT)).isInstanceOf(Refusal.class);
    Verifier verifier = verifier(preset, SECRET);
    assertThat(verifier.verify(request.shouted(), SIGNED_AT)).isInstanceOf(Verified.class);
    boolean list =
        file(preset).contains("signature-format = list") && !file(preset).contains("separator");
    for (String name : request.names()) {
      // A header that is read may not be there twice, unless it is a list of signatures; one that
      // is not read changes nothing.
      Verification twice = verifier.verify(request.adding(name, request.header(name)), SIGNED_AT);
      if (twice instanceof Verified verified) {
        assertThat(name).matches(n -> !isRead(n) || (list && verified.isSignatureHeader(n)));
      }
    }
  }

  private static boolean isRead(String name) {
    return !GIVEN.containsKey(name) && !name.equals("Content-Type");
  }

  @ParameterizedTest
  @MethodSource("signedBodies")
  void everyChangedByteOfASignedBodyIsNoticed(String preset) {
    TestRequest request = sign(preset);
    Verifier verifier = verifier(preset, SECRET);
    for (int i = 0; i < request.body().length; i++) {
      byte[] changed = request.body().clone();
      changed[i] ^= 1;
      assertThat(verifier.verify(request.withBody(changed), SIGNED_AT)).isInstanceOf(Refusal.class);
    }
  }

  @ParameterizedTest
  @MethodSource("signedTimes")
  void signedTimeIsFreshUpToTheToleranceAtBothEnds(String preset) {
    TestRequest request = sign(preset);
    Duration tolerance = Scheme.preset(preset).tolerance().get();
    Verifier verifier = verifier(preset, SECRET);
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

  private static TestRequest sign(String preset) {
    String form = FORMS.get(preset);
    Map<String, String> headers = new HashMap<>(GIVEN);
    if (form != null) {
      headers.put("Content-Type", "application/x-www-form-urlencoded");
    }
    byte[] body = form == null ? BODY : form.getBytes(StandardCharsets.UTF_8);
    String url = TestRequest.of(BODY, Map.of()).url();
    Signer signer = Scheme.preset(preset).signer(secret(preset, SECRET));
    return TestRequest.of(signer.request("POST", url, body, SIGNED_AT, headers));
  }
}
