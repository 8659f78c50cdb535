package org.gatepost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.TestRequest;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application sees of a genuine request, and what it does not. */
class DeliveryTest {
  private static final Instant SIGNED_AT = Instant.parse("2024-01-15T10:30:00Z");
  private static final Instant RECEIVED_AT = SIGNED_AT.plusSeconds(2);
  private static final String BODY = "{\"id\":\"evt_1\",\"type\":\"invoice.paid\"}";
  private static final Secret SECRET = Secret.of("env:STRIPE", "whsec_stripeSecret");

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
  void bodyIsACopyAtEachCall() {
    delivery.body()[0] = 'x';

    assertThat(delivery.body()).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
    assertThat(delivery.body()).isNotSameAs(delivery.body());
  }

  @Test
  void textOfItShowsNeitherHeadersNorBody() {
    assertThat(delivery).hasToString("Delivery[source=payments, type=invoice.paid, key=evt_1]");
    assertThat(Delivery.of("s", verified, Optional.empty(), RECEIVED_AT, 1))
        .hasToString("Delivery[source=s, type=invoice.paid, key=none]");
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
