package org.gatepost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application sees of a genuine request, and what it does not. */
class DeliveryTest {
  private static final Instant SIGNED_AT = Instant.parse("2024-01-15T10:30:00Z");
  private static final Instant RECEIVED_AT = SIGNED_AT.plusSeconds(2);
  private static final String BODY = "{\"id\":\"evt_1\",\"type\":\"invoice.paid\"}";
  private static final Secret SECRET = Secret.of("env:STRIPE", "whsec_stripeSecret");

  private static final Pattern HEADER = Pattern.compile("\\{header:([^}]+)}");

  private final Verified verified = verified();
  private final Delivery delivery =
      Delivery.of("payments", verified, verified.key(), RECEIVED_AT, 3);

  @Test
  void itSaysWhatVerificationFound() {
    assertThat(delivery.source()).isEqualTo("payments");
    assertThat(delivery.id()).contains("evt_1");
    assertThat(delivery.key()).contains("evt_1");
    assertThat(delivery.type()).isEqualTo("invoice.paid");
    assertThat(delivery.signedAt()).contains(SIGNED_AT);
    assertThat(delivery.receivedAt()).isEqualTo(RECEIVED_AT);
    assertThat(delivery.attempt()).isEqualTo(3);
    assertThat(delivery.secretLabel()).isEqualTo("env:STRIPE");
  }

  @Test
  void storedDeliveryIsTheSame() {
    StoredDelivery stored = StoredDelivery.of(delivery);
    Delivery read = stored.delivery();

    assertThat(read).isNotSameAs(delivery).usingRecursiveComparison().isEqualTo(delivery);
    assertThat(read.headerNames()).isEqualTo(delivery.headerNames());
    assertThat(stored.headers())
        .containsExactly("Content-Type", "application/json; charset=utf-8", "X-Trace", "abc");
    assertThat(stored).hasToString(delivery.toString());
  }

  @Test
  void headersAreFoundInAnyCase() {
    assertThat(delivery.header("x-trace")).contains("abc");
    assertThat(delivery.headers("X-TRACE")).containsExactly("abc");
    assertThat(delivery.contentType()).contains("application/json; charset=utf-8");
    assertThat(delivery.header("X-None")).isEmpty();
    assertThat(delivery.headers("X-None")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stripe-Signature", "Authorization", "Proxy-Authorization", "Cookie"})
  void signatureAndCredentialsAreHidden(String name) {
    assertThat(verified.request().headers(name)).hasSize(1);
    for (String spelling :
        List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
      assertThat(delivery.headers(spelling)).isEmpty();
      assertThat(delivery.header(spelling)).isEmpty();
    }
  }

  @Test
  void namesAreThoseOfTheHeadersThatCanBeSeen() {
    assertThat(delivery.headerNames()).containsExactly("Content-Type", "X-Trace");
    assertThat(delivery.headerNames().contains("x-trace")).isTrue();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> delivery.headerNames().add("X-New"));
  }

  @Test
  void headersOfEverySendersSignatureAreHiddenWhicheverSenderItIs() throws Exception {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> presets =
        Files.list(Path.of("src/main/resources/META-INF/gatepost/schemes"))) {
      for (Path preset : presets.toList()) {
        Properties keys = new Properties();
        try (Reader reader = Files.newBufferedReader(preset)) {
          keys.load(reader);
        }
        Matcher places = HEADER.matcher(keys.getProperty("signature", ""));
        while (places.find()) {
          names.addAll(List.of(places.group(1).split("\\|")));
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(100);
    assertThat(names).allSatisfy(name -> assertThat(shown(name)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Api-Key",
        "apikey",
        "X-Auth-Token",
        "X-Auth-Key",
        "X-Access-Key",
        "X-Gitlab-Token",
        "X-Hub-Signature",
        "X-Buildkite-Token",
        "X-Client-Secret",
        "Password",
        "X-Amz-Security-Token",
        "X-Hook-Secret",
        "WWW-Authentication",
        "X-Forwarded-Authorization",
        "set-cookie",
        "x_sig"
      })
  void credentialsOfAnyoneAreHidden(String name) {
    assertThat(shown(name)).isEmpty();
    assertThat(shown(name.toUpperCase(Locale.ROOT))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type",
        "User-Agent",
        "X-GitHub-Event",
        "X-Event-Key",
        "Idempotency-Key",
        "X-Author",
        "I-Twilio-Idempotency-Token",
        "X-Signature-Timestamp",
        "BOX-SIGNATURE-VERSION",
        "Machine",
        "PayPal-Auth-Algo",
        "x-sinch-webhook-signature-nonce",
        "ce-id",
        "traceparent",
        "X-Design"
      })
  void whatIsNoCredentialIsSeen(String name) {
    assertThat(shown(name)).containsExactly("seen");
  }

  /** What a delivery of a sender that has no such header shows of it. */
  private static List<String> shown(String name) {
    Scheme scheme = Scheme.preset("broxi");
    Secret secret = Secret.of("test", "s3cr3t");
    byte[] body = "{\"delivery_id\":\"d\",\"event\":\"e\"}".getBytes(StandardCharsets.UTF_8);
    TestRequest request =
        TestRequest.of(body, scheme.signer(secret).sign(body, SIGNED_AT, Map.of(name, "seen")));
    Verified verified = (Verified) scheme.verifier(List.of(secret)).verify(request, RECEIVED_AT);
    Delivery other = Delivery.of("s", verified, verified.key(), RECEIVED_AT, 1);
    assertThat(other.headerNames().contains(name)).isEqualTo(!other.headers(name).isEmpty());
    return other.headers(name);
  }

  @Test
  void bodyIsACopyAtEachCall() {
    delivery.body()[0] = 'x';

    assertThat(delivery.body()).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
    assertThat(delivery.body()).isNotSameAs(delivery.body());
  }

  @Test
  void textOfItShowsNeitherHeadersNorBody() {
    assertThat(delivery).hasToString("Delivery[source=payments, type=invoice.paid, key=evt_1]");
    assertThat(Delivery.of("s", verified, Optional.empty(), RECEIVED_AT, 1))
        .hasToString("Delivery[source=s, type=invoice.paid, key=none, id=evt_1]");
    assertThat(Delivery.of("s", verified, Optional.of("sha256:00"), RECEIVED_AT, 1))
        .hasToString("Delivery[source=s, type=invoice.paid, key=sha256:00, id=evt_1]");
  }

  @Test
  void nobodyCanMakeOneWithoutAProof() {
    assertThat(Delivery.class.getConstructors()).isEmpty();
    assertThat(Verified.class.getConstructors()).isEmpty();
  }

  private static Verified verified() {
    Scheme stripe = Scheme.preset("stripe");
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json; charset=utf-8");
    headers.put("X-Trace", "abc");
    headers.put("Authorization", "Bearer token");
    headers.put("Proxy-Authorization", "Basic token");
    headers.put("Cookie", "session=1");
    TestRequest request =
        TestRequest.of(body, stripe.signer(SECRET).sign(body, SIGNED_AT, headers));
    return (Verified) stripe.verifier(List.of(SECRET)).verify(request, RECEIVED_AT);
  }
}
