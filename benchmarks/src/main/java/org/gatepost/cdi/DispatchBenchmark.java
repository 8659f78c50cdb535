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
import java.util.concurrent.TimeUnit;
import org.gatepost.Delivery;
import org.gatepost.benchmarks.Request;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A verified delivery handed to the one observer that matches it, among many that do not, beside
 * what a user would write instead: a {@code switch} over the types that binds and calls, and a
 * plain event of CDI. The floor is JSON-B's own binding.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DispatchBenchmark {
  private static final String BODY =
      "{\"event\":\"workflow.completed\",\"delivery_id\":\"d-1\",\"id\":\"run-1\",\"workflow\":\"invoices\","
          + "\"status\":\"completed\",\"cost\":0.25,\"steps\":7,\"url\":\"https://example.com/runs/1\"}";

  /** How many observers there are, this one among them. */
  @Param({"1", "10", "500"})
  public int registered;

  private final Jsonb jsonb = JsonbBuilder.create();
  private SeContainer container;
  private DeliveryProcessor processor;
  private Delivery delivery;
  private Delivery conditional;
  private Processing processing;
  private Runs runs;
  private Event<Run> event;

  /** What the body becomes. */
  public record Run(
      String id, String workflow, String status, BigDecimal cost, int steps, String url) {}

  /** The application. */
  @ApplicationScoped
  public static class Runs {
    private int steps;

    void completed(@Observes @Webhook("workflow.completed") Run run) {
      called(run);
    }

    void costly(
        @Observes @Webhook("workflow.billed") @Where(path = "/cost", greaterThan = "0.10")
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

  /** What no event of the benchmark has. */
  public record Other(int number) {}

  /** Adds observers that do not match, of deliveries and of events. */
  static final class Others implements Extension {
    private final int count;

    Others(int count) {
      this.count = count;
    }

    void add(@Observes AfterBeanDiscovery discovery) {
      for (int i = 0; i < count; i++) {
        String type = (i % 2 == 0 ? "workflow.other" : "*.other") + i;
        discovery
            .<Run>addObserverMethod()
            .beanClass(Others.class)
            .observedType(Run.class)
            .addQualifier(Webhook.Literal.of(type).consumer(type))
            .notifyWith(context -> {});
        discovery
            .<Other>addObserverMethod()
            .beanClass(Others.class)
            .observedType(Other.class)
            .notifyWith(context -> {});
      }
    }
  }

  /** Starts the application, and sees all ways lead to the observer. */
  @Setup
  public void start() {
    container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new WebhookExtension(), new Others(registered - 1))
            .addBeanClasses(Runs.class)
            .initialize();
    processor = container.getBeanManager().getExtension(WebhookExtension.class).processor();
    // As in a servlet, whose request has one; else each delivery would be given a scope of its own.
    container.select(RequestContextController.class).get().activate();
    runs = container.select(Runs.class).get();
    event = container.getBeanManager().getEvent().select(Run.class);
    delivery = delivery("workflow.completed");
    conditional = delivery("workflow.billed");
    processing =
        new Processing(Ledger.none(), new Claim.Granted(new DeliveryKey("benchmark", "1"), 1, 1));
    if (!dispatch().isFinished() || !dispatchWithCondition().isFinished()) {
      throw new IllegalStateException("not dispatched");
    }
  }

  private static Delivery delivery(String type) {
    Scheme scheme =
        Scheme.of("x-signature", Map.of("type", "{header:X-Type}", "id", "{json:/delivery_id}"));
    Secret secret = Secret.of("benchmark", "correct horse battery staple");
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    Instant now = Clock.systemUTC().instant();
    Map<String, String> headers = scheme.signer(secret).sign(body, now, Map.of("X-Type", type));
    Verified verified =
        (Verified) scheme.verifier(List.of(secret)).verify(new Request(headers, body), now);
    return Delivery.of("benchmark", verified, verified.key(), now, 1);
  }

  @TearDown
  public void stop() throws Exception {
    container.close();
    jsonb.close();
  }

  /** The floor: the bytes become text and the text the record. */
  @Benchmark
  public Run bind() {
    return jsonb.fromJson(new String(delivery.body(), StandardCharsets.UTF_8), Run.class);
  }

  /** What a user writes without any of this: no receipts, and the first failure ends it. */
  @Benchmark
  public void handWritten() {
    switch (delivery.type()) {
      case "workflow.completed" -> runs.called(bind());
      case "workflow.failed", "workflow.started" -> throw new IllegalStateException();
      default -> {}
    }
  }

  /** A plain event. */
  @Benchmark
  public void fired() {
    event.fire(bind());
  }

  @Benchmark
  public DeliveryOutcome dispatch() {
    return processor.process(delivery, processing);
  }

  /** The body is read as JSON besides. */
  @Benchmark
  public DeliveryOutcome dispatchWithCondition() {
    return processor.process(conditional, processing);
  }
}
