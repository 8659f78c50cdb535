package org.gatepost.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.gatepost.IncomingRequest;
import org.gatepost.cdi.internal.dispatch.DeliveryProcessor;
import org.gatepost.cdi.internal.dispatch.Told;
import org.gatepost.event.Batch;
import org.gatepost.event.Webhook;
import org.gatepost.ledger.memory.MemoryLedger;
import org.gatepost.receiver.Receiver;
import org.gatepost.receiver.Reception;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A request of SendGrid with 1,000 events for one {@code @Batch} observer, from the bytes to the
 * receipts in a memory ledger, beside what an application does with the same body by hand.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 9, time = 1)
@Fork(1)
public class EventsBenchmark {
  private static final int EVENTS = 1000;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Type LIST = new ListOfEvents();

  private final byte[] body = body();
  private final Jsonb jsonb = JsonbBuilder.create();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private SeContainer container;
  private DeliveryProcessor processor;
  private Scheme scheme;
  private List<Secret> keys;
  private Map<String, String> headers;
  private Receiver receiver;

  /** As SendGrid writes them, without what the application does not ask for. */
  public record MailEvent(
      String email, long timestamp, String event, String sg_event_id, String sg_message_id) {}

  private static final class ListOfEvents implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {MailEvent.class};
    }

    @Override
    public Type getRawType() {
      return List.class;
    }

    @Override
    public Type getOwnerType() {
      return null;
    }
  }

  /** The application. */
  @ApplicationScoped
  public static class Mail {
    private long seen;

    void mailed(@Observes @Batch @Webhook("*") List<MailEvent> events) {
      seen += events.size();
    }
  }

  private static byte[] body() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(
          "{\"email\":\"user%d@example.com\",\"timestamp\":1772366400,\"smtp-id\":\"<14c5d75ce93.dfd.64b469@ismtpd-555>\",\"event\":\"delivered\",\"category\":[\"cat facts\"],\"sg_event_id\":\"sg_event_%019d\",\"sg_message_id\":\"14c5d75ce93.dfd.64b469.filter0001.%d\",\"response\":\"250 OK\",\"ip\":\"192.0.2.1\",\"tls\":1}"
              .formatted(i, i, i));
    }
    return ("[" + String.join(",\r\n", events) + "]").getBytes(StandardCharsets.UTF_8);
  }

  /** Starts the application, and signs the body. */
  @Setup
  public void start() throws GeneralSecurityException {
    container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new WebhookExtension())
            .addBeanClasses(Mail.class)
            .initialize();
    processor = container.getBeanManager().getExtension(WebhookExtension.class).processor();
    container.select(RequestContextController.class).get().activate();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    scheme = Scheme.preset("sendgrid");
    Base64.Encoder base64 = Base64.getEncoder();
    keys = List.of(Secret.of("key", base64.encodeToString(pair.getPublic().getEncoded())));
    Secret signing =
        Secret.of(
            "signing",
            "-----BEGIN PRIVATE KEY-----\n"
                + base64.encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----");
    headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(
        scheme.signer(signing).sign(body, NOW, Map.of("Content-Type", "application/json")));
  }

  /** A ledger that has not seen the events yet. */
  @Setup(Level.Invocation)
  public void forget() {
    receiver =
        Receiver.of(
            "mail",
            scheme.verifier(keys),
            MemoryLedger.of(
                new MemoryLedger.Settings(2 * EVENTS, Duration.ofDays(3), Duration.ofMinutes(15)),
                clock),
            clock);
  }

  @TearDown
  public void stop() throws Exception {
    container.close();
    jsonb.close();
  }

  /** The floor: the array is read for what an application looks at, and the events are bound. */
  @Benchmark
  public void byHand(Blackhole used) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      JsonStructure array = reader.readArray();
      used.consume(array);
    }
    List<MailEvent> events = jsonb.fromJson(new ByteArrayInputStream(body), LIST);
    used.consume(events);
  }

  /** From the bytes to the receipts. */
  @Benchmark
  public Told received() throws IOException {
    Reception reception = receiver.receive(new Sent(headers, body));
    Told told = processor.process(((Reception.Accepted) reception).passage());
    if (told.answer().status() != 200) {
      throw new IllegalStateException("answered " + told.answer());
    }
    return told;
  }

  /** The request as it comes. */
  private record Sent(Map<String, String> headers, byte[] sent) implements IncomingRequest {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return "/mail";
    }

    @Override
    public String query() {
      return null;
    }

    @Override
    public boolean isSecure() {
      return true;
    }

    @Override
    public String remoteAddress() {
      return "192.0.2.1";
    }

    @Override
    public List<String> headers(String name) {
      String value = headers.get(name);
      return value == null ? List.of() : List.of(value);
    }

    @Override
    public Set<String> headerNames() {
      return headers.keySet();
    }

    @Override
    public byte[] body(int maxInBytes) {
      return sent;
    }
  }
}
