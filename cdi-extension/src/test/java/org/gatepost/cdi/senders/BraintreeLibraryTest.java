package org.gatepost.cdi.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.braintreegateway.BraintreeGateway;
import com.braintreegateway.Environment;
import com.braintreegateway.WebhookNotification;
import com.braintreegateway.WebhookNotification.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.bind.annotation.JsonbProperty;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.cdi.TestSource;
import org.gatepost.event.Webhook;
import org.gatepost.receiver.Answer;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The example payloads that Braintree's own library makes for tests, one of each kind. Their kind
 * stands within encoded XML, so that all have the same type; the library reads what is bound.
 */
class BraintreeLibraryTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Secret SECRET = Secret.of("test", "public:private");

  private static final BraintreeGateway BRAINTREE =
      new BraintreeGateway(Environment.DEVELOPMENT, "merchant", "public", "private");
  private static TestApplication application;

  private final TestSource source =
      new TestSource(
          "braintree",
          Scheme.preset("braintree").signer(SECRET),
          Scheme.preset("braintree").verifier(List.of(SECRET)),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeAll
  static void start() {
    application = TestApplication.with(Observers.class);
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void exampleIsBoundAndSaysTheSame(Kind kind) {
    Map<String, String> example =
        BRAINTREE.webhookTesting().sampleNotification(kind, "id of " + kind);
    OutgoingRequest request =
        source.request(
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "bt_payload=" + URLEncoder.encode(example.get("bt_payload"), StandardCharsets.UTF_8));

    assertThat(source.deliver(request)).isEqualTo(Answer.SUCCESS);

    assertThat(application.seen()).contains("record " + kind, "map " + kind);
  }

  public record Notification(
      @JsonbProperty("bt_signature") String signature,
      @JsonbProperty("bt_payload") String payload) {}

  @ApplicationScoped
  static class Observers {
    void asRecord(
        @Observes @Webhook(value = "**", source = "braintree") Notification bound, Notebook seen) {
      seen.write("record " + kind(bound.signature(), bound.payload()));
    }

    void asMap(
        @Observes @Webhook(value = "**", source = "braintree") Map<String, List<String>> bound,
        Notebook seen) {
      seen.write("map " + kind(bound.get("bt_signature").get(0), bound.get("bt_payload").get(0)));
    }

    private static Kind kind(String signature, String payload) {
      WebhookNotification read = BRAINTREE.webhookNotification().parse(signature, payload);
      return read.getKind();
    }
  }
}
