package org.gatepost.cdi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.cdi.TestSource;
import org.gatepost.event.Webhook;
import org.gatepost.receiver.Answer;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Deliveries of an application's own test, which are genuine like all others. */
class TestSourceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Map<String, String> PUSH = Map.of("X-GitHub-Event", "push");

  @AutoClose
  private final TestApplication application =
      TestApplication.with(Observers.class, OfRequest.class);

  private final TestSource github = TestSource.of("github", "github", "s3cr3t");

  @Test
  void observersSeeTheSourceAndWhatWasSigned() {
    TestSource broxi = source("broxi", "runs", "s3cr3t");

    assertThat(broxi.deliver(broxi.request(Map.of(), "{\"delivery_id\":\"d1\",\"event\":\"e\"}")))
        .isEqualTo(Answer.SUCCESS);

    assertThat(application.seen()).containsExactly("runs e d1 " + NOW + " " + NOW + " 1");
  }

  @Test
  void deliveryOfAnotherTimeIsAnother() {
    assertThat(github.deliver(github.request(PUSH, "{}"))).isEqualTo(Answer.SUCCESS);
    assertThat(github.deliver(github.request(PUSH, "{}"))).isEqualTo(Answer.ALREADY_PROCESSED);
    assertThat(github.deliver(github.request(PUSH, "[]"))).isEqualTo(Answer.SUCCESS);
  }

  @Test
  void sourcesForgetNothingButShareNothing() {
    OutgoingRequest push = github.request(PUSH, "{}");
    TestSource other = TestSource.of("github", "github", "s3cr3t");

    assertThat(github.deliver(push)).isEqualTo(Answer.SUCCESS);
    assertThat(other.deliver(push)).isEqualTo(Answer.SUCCESS);
  }

  @Test
  void copyWhileTheFirstIsProcessedIsToComeBack() {
    OutgoingRequest again = github.request(Map.of("X-GitHub-Event", "again"), "{}");
    application.bean(Observers.class).meanwhile(() -> github.deliver(again));

    assertThat(github.deliver(again)).isEqualTo(Answer.SUCCESS);

    assertThat(application.seen()).containsExactly(Answer.TRY_AGAIN_LATER);
  }

  @Test
  void requestsWithoutKeyAreNeverCopies() {
    Scheme scheme = Scheme.of("x-signature", Map.of("key", "none"));
    Secret secret = Secret.of("test", "s3cr3t");
    TestSource repeating =
        new TestSource("s", scheme.signer(secret), scheme.verifier(List.of(secret)), CLOCK);
    OutgoingRequest request = repeating.request(Map.of(), "{\"type\":\"push\"}");

    assertThat(repeating.deliver(request)).isEqualTo(Answer.SUCCESS);
    assertThat(repeating.deliver(request)).isEqualTo(Answer.SUCCESS);
  }

  @Test
  void eachDeliveryHasARequestContextUnlessOneIsActive() throws Exception {
    // On another thread, as OpenWebBeans has a request on the one that started the application.
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      for (String body : List.of("1", "2")) {
        OutgoingRequest request = github.request(Map.of("X-GitHub-Event", "request"), body);
        assertThat(thread.submit(() -> github.deliver(request)).get(3, TimeUnit.MINUTES))
            .isEqualTo(Answer.SUCCESS);
      }
    } finally {
      thread.shutdownNow();
    }

    assertThat(application.seen()).containsExactly("call 1", "call 1");
  }

  @Test
  void forgedRequestIsRefused() {
    OutgoingRequest forged = TestSource.of("github", "github", "other").request(PUSH, "{}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> github.deliver(forged))
        .withMessageStartingWith("GP143: test source [github] refuses a request: MISMATCH: ");
    assertThat(application.seen()).isEmpty();
  }

  @Test
  void unclearRequestIsRefused() {
    TestSource broxi = source("broxi", "runs", "s3cr3t");
    OutgoingRequest unclear =
        broxi.request(Map.of(), "{\"delivery_id\":\"d1\",\"event\":\"e\",\"event\":\"f\"}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> broxi.deliver(unclear))
        .withMessageStartingWith("GP143: test source [runs] refuses a request: AMBIGUOUS: ");
  }

  @Test
  void handshakeIsRefused() {
    TestSource slack = source("slack", "slack", "s3cr3t");
    OutgoingRequest handshake =
        slack.request(Map.of(), "{\"type\":\"url_verification\",\"challenge\":\"c\"}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> slack.deliver(handshake))
        .withMessage(
            "GP144: test source [slack] was given a handshake, which a filter answers and no"
                + " observer sees");
  }

  @Test
  void withoutContainerNothingIsDeliveredOrClaimed() {
    OutgoingRequest push = github.request(PUSH, "{}");
    application.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> github.deliver(push))
        .withMessageStartingWith("GP108: ");
    try (TestApplication next = TestApplication.with(Observers.class, OfRequest.class)) {
      assertThat(github.deliver(push)).isEqualTo(Answer.SUCCESS);
    }
  }

  private static TestSource source(String preset, String name, String text) {
    Scheme scheme = Scheme.preset(preset);
    Secret secret = Secret.of("test", text);
    return new TestSource(name, scheme.signer(secret), scheme.verifier(List.of(secret)), CLOCK);
  }

  @ApplicationScoped
  static class Observers {
    private Supplier<Answer> meanwhile;

    void meanwhile(Supplier<Answer> what) {
      meanwhile = what;
    }

    void run(@Observes @Webhook(value = "**", source = "runs") Delivery d, Notebook seen) {
      seen.write(
          String.join(
              " ",
              d.source(),
              d.type(),
              d.key().orElseThrow(),
              String.valueOf(d.signedAt().orElseThrow()),
              String.valueOf(d.receivedAt()),
              String.valueOf(d.attempt())));
    }

    void push(@Observes @Webhook("push") String body) {}

    void again(@Observes @Webhook("again") String body, Notebook seen) {
      seen.write(meanwhile.get());
    }

    void request(@Observes @Webhook("request") String body, Instance<OfRequest> request) {
      request.get().call();
    }
  }

  @RequestScoped
  static class OfRequest {
    private int calls;
    @Inject Notebook seen;

    void call() {
      seen.write("call " + ++calls);
    }
  }
}
