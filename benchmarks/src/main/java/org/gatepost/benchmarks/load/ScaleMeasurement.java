package org.gatepost.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the CPU time that a server takes and what it allocates for a request, on a baseline and
 * its subject, while one thing varies. All of a curve's points are measured in turns, round by
 * round, so that what disturbs the machine disturbs all; medians count.
 */
final class ScaleMeasurement {
  private static final int FIRST_GUESS_PER_SECOND = 20_000;
  private static final double MARGIN = 1.4;

  private final LoadSettings settings;
  private final ServerProcess server;
  private final PreparedRequests requests;
  private final Map<Load, Double> perSecond = new HashMap<>();

  ScaleMeasurement(LoadSettings settings, ServerProcess server, PreparedRequests requests) {
    this.settings = settings;
    this.server = server;
    this.requests = requests;
  }

  /**
   * What a server is loaded with.
   *
   * @param path where it receives
   * @param sizeInBytes the length of each body
   * @param connections how many there are
   */
  record Load(String path, int sizeInBytes, int connections) {}

  /** What a request costs the server. */
  private record Cost(double cpuMicros, double allocatedBytes) {}

  /** What a point of a curve is measured with. */
  interface Points {
    Load load(int x, boolean subject);
  }

  /**
   * Measures two curves.
   *
   * @param cpu where they go, in µs a request
   * @param allocated where what is allocated for a request goes, in bytes
   * @param names of baseline and subject
   */
  void measure(
      CurvePoints cpu, CurvePoints allocated, List<String> names, List<Integer> xs, Points points)
      throws IOException {
    Map<Load, Pairs> micros = new HashMap<>();
    Map<Load, Pairs> bytes = new HashMap<>();
    for (boolean subject : new boolean[] {false, true}) {
      // All at one place, so that each later round finds the code compiled.
      cost(points.load(xs.get(0), subject), settings.warmUp());
    }
    for (int round = -1; round < settings.rounds(); round++) {
      for (int x : xs) {
        Cost baseline = cost(points.load(x, false), settings.seconds());
        Load load = points.load(x, true);
        Cost subject = cost(load, settings.seconds());
        if (round >= 0) {
          micros
              .computeIfAbsent(load, ignored -> new Pairs())
              .add(baseline.cpuMicros(), subject.cpuMicros());
          bytes
              .computeIfAbsent(load, ignored -> new Pairs())
              .add(baseline.allocatedBytes(), subject.allocatedBytes());
        }
      }
    }
    for (int x : xs) {
      Pairs pairs = Objects.requireNonNull(micros.get(points.load(x, true)));
      add(cpu, names, x, pairs);
      add(allocated, names, x, Objects.requireNonNull(bytes.get(points.load(x, true))));
      System.out.printf(
          "%-24s %10d %12.1f µs %s%n",
          names.get(1),
          x,
          pairs.subject().median(),
          "%.1f without".formatted(pairs.baseline().median()));
    }
  }

  private static void add(CurvePoints curves, List<String> names, int x, Pairs pairs) {
    curves.add(names.get(0), x, pairs.baseline().median());
    curves.add(names.get(1), x, pairs.subject().median());
  }

  private Cost cost(Load load, Duration duration) throws IOException {
    double seconds = duration.toMillis() / 1e3;
    double guess = perSecond.getOrDefault(load, (double) FIRST_GUESS_PER_SECOND);
    Sender sender = new Sender(settings.preset(), load.sizeInBytes());
    requests.fill(sender, load.path(), (int) (MARGIN * guess * seconds) + 2 * load.connections());
    long cpu = server.get("/vitals/cpu");
    long allocated = server.get("/vitals/allocated");
    long sent = requests.left();
    try (Generator generator = new Generator(server.port(), load.connections())) {
      Round round = generator.closed(requests, duration);
      perSecond.put(load, round.perSecond());
    }
    sent -= requests.left();
    return new Cost(
        (server.get("/vitals/cpu") - cpu) / 1e3 / sent,
        (server.get("/vitals/allocated") - allocated) / (double) sent);
  }
}
