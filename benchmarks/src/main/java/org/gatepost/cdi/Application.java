package org.gatepost.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepost.benchmarks.Request;
import org.gatepost.cdi.internal.dispatch.DeliveryProcessor;
import org.gatepost.cdi.internal.dispatch.Told;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;

/** An application with observers, and ways into it. Not thread-safe. */
final class Application implements AutoCloseable {
  static final String TYPE = "workflow.completed";
  static final String TYPE_WITH_CONDITION = "workflow.billed";

  private static final String BODY =
      "{\"event\":\"workflow.completed\",\"delivery_id\":\"d-1\",\"id\":\"run-1\",\"workflow\":\"invoices\","
          + "\"status\":\"completed\",\"cost\":0.25,\"steps\":7,\"url\":\"https://example.com/runs/1\"}";

  private final Jsonb jsonb = JsonbBuilder.create();
  private final SeContainer container;
  private final DeliveryProcessor processor;
  private static final Processing PROCESSING =
      new Processing(Ledger.none(), new Claim.Granted(new DeliveryKey("benchmark", "1"), 1, 1));
  private final Runs runs;
  private final Event<Run> event;

  /**
   * Starts one.
   *
   * @param others observers it has besides its own
   * @param matching whether those observe the same, else what never comes
   */
  Application(int others, boolean matching) {
    container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new WebhookExtension(), new Others(others, matching))
            .addBeanClasses(Runs.class)
            .initialize();
    processor = container.getBeanManager().getExtension(WebhookExtension.class).processor();
    // As in a servlet, whose request has one; else each delivery would be given a scope of its own.
    container.select(RequestContextController.class).get().activate();
    runs = container.select(Runs.class).get();
    event = container.getBeanManager().getEvent().select(Run.class);
  }

  /** What the body becomes. */
  public record Run(
      String id, String workflow, String status, BigDecimal cost, int steps, String url) {}

  /** The application's own observers. */
  @ApplicationScoped
  public static class Runs {
    private int steps;

    void completed(@Observes @Webhook(TYPE) Run run) {
      called(run);
    }

    void costly(
        @Observes @Webhook(TYPE_WITH_CONDITION) @Where(path = "/cost", greaterThan = "0.10")
            Run run) {
      called(run);
    }

    void fired(@Observes Run run) {
      called(run);
    }

    /** What a user calls without events. */
    public void called(Run run) {
      steps += run.steps();
    }
  }

  /** What never comes. */
  public record Other(int number) {}

  /** Adds the others, of deliveries and of events. */
  static final class Others implements Extension {
    private final int count;
    private final boolean matching;

    Others(int count, boolean matching) {
      this.count = count;
      this.matching = matching;
    }

    void add(@Observes AfterBeanDiscovery discovery) {
      for (int i = 0; i < count; i++) {
        String never = (i % 2 == 0 ? "workflow.other" : "*.other") + i;
        discovery
            .<Run>addObserverMethod()
            .beanClass(Others.class)
            .observedType(Run.class)
            .addQualifier(Webhook.Literal.of(matching ? TYPE : never).consumer("other" + i))
            .notifyWith(context -> {});
        discovery
            .<Object>addObserverMethod()
            .beanClass(Others.class)
            .observedType(matching ? Run.class : Other.class)
            .notifyWith(context -> {});
      }
    }
  }

  /** A verified delivery of that type. */
  static Passage delivery(String type) {
    Scheme scheme =
        Scheme.of("x-signature", Map.of("type", "{header:X-Type}", "id", "{json:/delivery_id}"));
    Secret secret = Secret.of("benchmark", "correct horse battery staple");
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    Instant now = Clock.systemUTC().instant();
    Map<String, String> headers = scheme.signer(secret).sign(body, now, Map.of("X-Type", type));
    Verified verified =
        (Verified) scheme.verifier(List.of(secret)).verify(new Request(headers, body), now);
    return Passage.of("benchmark", verified, now, PROCESSING);
  }

  /** The bytes become text and the text the record. */
  Run bind(Passage delivery) {
    return jsonb.fromJson(
        new String(delivery.verified().request().body(), StandardCharsets.UTF_8), Run.class);
  }

  /** The application itself, without events. */
  Runs runs() {
    return runs;
  }

  /** A plain event. */
  void fire(Run run) {
    event.fire(run);
  }

  /** The way of this project. */
  Told dispatch(Passage delivery) {
    return processor.process(delivery);
  }

  @Override
  public void close() throws Exception {
    container.close();
    jsonb.close();
  }
}
