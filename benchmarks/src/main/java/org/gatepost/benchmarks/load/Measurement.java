package org.gatepost.benchmarks.load;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Measures the comparisons of one server: baseline and subject in turns, in short rounds, first at
 * full load, then at a rate that both can bear, half of the slower one's. Not thread-safe.
 */
final class Measurement {
  /** What is reported of latencies, in percent. */
  static final double[] PERCENTILES = {50, 99, 99.9};

  private static final double[] CURVE = {50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99};
  // Nobody knows yet how many requests a first round takes; what is left over costs only time.
  private static final double FIRST_GUESS_PER_SECOND = 15_000;
  private static final double MARGIN = 1.3;
  private static final Duration WARM_UP_STEP = Duration.ofSeconds(1);
  // A compiler counts calls, not seconds: what waits for a database is warm later.
  private static final long WARM_REQUESTS = 50_000;
  private static final int MAX_WARM_UPS = 5;
  // A memory ledger remembers a million deliveries, and all rounds of a receiver have to fit.
  private static final int MAX_PER_ROUND = 45_000;

  private final LoadSettings settings;
  private final ServerProcess server;
  private final PreparedRequests requests;
  private final Sender sender;
  private final Set<String> warm = new HashSet<>();
  private final Map<String, Double> perSecond = new HashMap<>();

  /** Lateness of the generator itself in all rounds at a fixed rate. */
  private final Histogram lateness = Round.histogram();

  /** A figure of the server's, taken before and after a round. */
  private record Closed(double perSecond, double cpuMicros, double allocated) {}

  Measurement(
      LoadSettings settings, ServerProcess server, PreparedRequests requests, Sender sender) {
    this.settings = settings;
    this.server = server;
    this.requests = requests;
    this.sender = sender;
  }

  JsonObject measure(Comparison comparison) throws IOException {
    server.get(comparison.vitalsPath() + (comparison.auditLog() ? "/audit-on" : "/audit-off"));
    warmUp(comparison.baselinePath());
    warmUp(comparison.subjectPath());
    Pairs throughput = new Pairs();
    Pairs cpu = new Pairs();
    Pairs allocated = new Pairs();
    for (int i = 0; i < settings.rounds(); i++) {
      // Who goes first changes, so that neither always has the other's garbage before it.
      boolean subjectFirst = i % 2 == 1;
      Closed one = closed(comparison, subjectFirst);
      Closed other = closed(comparison, !subjectFirst);
      Closed baseline = subjectFirst ? other : one;
      Closed subject = subjectFirst ? one : other;
      throughput.add(baseline.perSecond(), subject.perSecond());
      cpu.add(baseline.cpuMicros(), subject.cpuMicros());
      allocated.add(baseline.allocated(), subject.allocated());
    }
    say(comparison, "throughput", throughput.ratio());
    double slower = Math.min(throughput.baseline().median(), throughput.subject().median());
    return Json.createObjectBuilder()
        .add("id", comparison.id())
        .add("baseline", comparison.baseline())
        .add("subject", comparison.subject())
        .add("throughput", throughput.toJson())
        .add("cpuMicrosPerRequest", cpu.toJson())
        .add("allocatedBytesPerRequest", allocated.toJson())
        .add("latency", latency(comparison, slower / 2))
        .build();
  }

  private JsonObject latency(Comparison comparison, double rate) throws IOException {
    Pairs[] percentiles = new Pairs[PERCENTILES.length];
    for (int p = 0; p < percentiles.length; p++) {
      percentiles[p] = new Pairs();
    }
    Histogram allOfBaseline = Round.histogram();
    Histogram allOfSubject = Round.histogram();
    for (int i = 0; i < settings.openRounds(); i++) {
      boolean subjectFirst = i % 2 == 1;
      Round one = open(comparison, subjectFirst, rate);
      Round other = open(comparison, !subjectFirst, rate);
      Histogram baseline = (subjectFirst ? other : one).latency();
      Histogram subject = (subjectFirst ? one : other).latency();
      for (int p = 0; p < percentiles.length; p++) {
        percentiles[p].add(micros(baseline, PERCENTILES[p]), micros(subject, PERCENTILES[p]));
      }
      allOfBaseline.add(baseline);
      allOfSubject.add(subject);
    }
    JsonObjectBuilder latency = Json.createObjectBuilder().add("perSecond", rate);
    for (int p = 0; p < percentiles.length; p++) {
      latency.add("p" + name(PERCENTILES[p]), percentiles[p].toJson());
      say(comparison, "p" + name(PERCENTILES[p]), percentiles[p].ratio());
    }
    JsonArrayBuilder curve = Json.createArrayBuilder();
    for (double percent : CURVE) {
      curve.add(
          Json.createObjectBuilder()
              .add("percentile", percent)
              .add("baseline", micros(allOfBaseline, percent))
              .add("subject", micros(allOfSubject, percent)));
    }
    return latency.add("generatorLateMicros", micros(lateness, 50)).add("curve", curve).build();
  }

  private void warmUp(String path) throws IOException {
    if (!warm.add(path)) {
      return;
    }
    long completed = 0;
    long nanos = 0;
    long least = settings.warmUp().toNanos();
    while (nanos < least || (completed < WARM_REQUESTS && nanos < least * MAX_WARM_UPS)) {
      Round round = load(path, WARM_UP_STEP);
      completed += round.completed();
      nanos += round.nanos();
    }
  }

  private Closed closed(Comparison comparison, boolean subject) throws IOException {
    String path = subject ? comparison.subjectPath() : comparison.baselinePath();
    prepare(path, settings.seconds());
    long cpu = server.get(comparison.vitalsPath() + "/cpu");
    long allocated = server.get(comparison.vitalsPath() + "/allocated");
    long sent = requests.left();
    Round round;
    try (Generator generator = new Generator(server.port(), settings.connections())) {
      round = generator.closed(requests, settings.seconds());
    }
    perSecond.put(path, round.perSecond());
    // Also what was answered when the clock had stopped is in these.
    sent -= requests.left();
    return new Closed(
        round.perSecond(),
        (server.get(comparison.vitalsPath() + "/cpu") - cpu) / 1e3 / sent,
        (double) (server.get(comparison.vitalsPath() + "/allocated") - allocated) / sent);
  }

  private Round load(String path, Duration duration) throws IOException {
    prepare(path, duration);
    try (Generator generator = new Generator(server.port(), settings.connections())) {
      Round round = generator.closed(requests, duration);
      perSecond.put(path, round.perSecond());
      return round;
    }
  }

  private void prepare(String path, Duration duration) {
    double guess = perSecond.getOrDefault(path, FIRST_GUESS_PER_SECOND) * MARGIN;
    int wanted = (int) (guess * duration.toMillis() / 1000) + settings.connections();
    requests.fill(sender, path, Math.min(wanted, MAX_PER_ROUND));
  }

  private Round open(Comparison comparison, boolean subject, double rate) throws IOException {
    String path = subject ? comparison.subjectPath() : comparison.baselinePath();
    int total = (int) (rate * settings.openSeconds().toMillis() / 1000);
    requests.fill(sender, path, Math.min(total, MAX_PER_ROUND));
    try (Generator generator = new Generator(server.port(), settings.connections())) {
      Round round = generator.open(requests, rate, settings.openSeconds());
      lateness.add(round.lateness());
      return round;
    }
  }

  private static double micros(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e3;
  }

  private static String name(double percentile) {
    return percentile == Math.rint(percentile)
        ? Integer.toString((int) percentile)
        : Double.toString(percentile);
  }

  private static void say(Comparison comparison, String what, Spread ratio) {
    System.out.printf(
        Locale.ROOT,
        "%-24s %-10s ratio %.3f (%.3f to %.3f)%n",
        comparison.id(),
        what,
        ratio.median(),
        ratio.min(),
        ratio.max());
  }
}
