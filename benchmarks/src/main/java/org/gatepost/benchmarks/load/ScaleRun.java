package org.gatepost.benchmarks.load;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatepost.benchmarks.ledger.StoreFootprint;

/**
 * Measures how the costs grow with the number of sources, the length of bodies, the number of
 * connections and of remembered deliveries, and writes the curves to {@code scale.json} in the
 * build's folder. The arguments are those of {@link LoadSettings#of}; {@code only} knows {@code
 * sources}, {@code bodies}, {@code connections} and {@code remembered}.
 */
public final class ScaleRun {
  private static final int ARENA_IN_BYTES = 512 * 1024 * 1024;
  private static final List<String> DEFAULTS =
      List.of("rounds=5", "seconds=0.5", "warm-up=3", "connections=8");
  private static final List<String> BARE_AND_GATED = List.of("bare servlet", "filter");
  private static final List<String> EMPTY_AND_SOURCES = List.of("empty filters", "sources");
  private static final List<Integer> SIZES =
      List.of(1024, 16 << 10, 256 << 10, 1 << 20, 4 << 20, 25 << 20);
  private static final List<Integer> CONNECTIONS = List.of(1, 10, 100, 500, 1000, 2000);
  private static final List<Integer> REMEMBERED = List.of(100_000, 1_000_000, 3_000_000);

  private final LoadSettings settings;
  private final JsonObjectBuilder result = Json.createObjectBuilder();

  private ScaleRun(LoadSettings settings) {
    this.settings = settings;
  }

  /** Runs. */
  public static void main(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(DEFAULTS);
    all.addAll(List.of(arguments));
    ScaleRun run = new ScaleRun(LoadSettings.of(all.toArray(new String[0])));
    run.describe();
    run.servers();
    if (run.settings.includes("remembered")) {
      run.remembered();
    }
    run.write();
  }

  private void describe() {
    result
        .add("cores", Runtime.getRuntime().availableProcessors())
        .add("java", System.getProperty("java.version"))
        .add("preset", settings.preset())
        .add("rounds", settings.rounds())
        .add("seconds", settings.seconds().toMillis() / 1e3);
  }

  private void servers() throws IOException, InterruptedException {
    if (!List.of("sources", "bodies", "connections").stream().anyMatch(settings::includes)) {
      return;
    }
    PreparedRequests requests = new PreparedRequests(ARENA_IN_BYTES);
    try (ServerProcess server =
        TomcatServer.start(
            ScaleServer.class, settings, settings.target().resolve("load").resolve("scale"))) {
      ScaleMeasurement measurement = new ScaleMeasurement(settings, server, requests);
      if (settings.includes("sources")) {
        sources(server, measurement);
      }
      if (settings.includes("bodies")) {
        curves(
            "bodies",
            measurement,
            BARE_AND_GATED,
            SIZES,
            (x, subject) -> load(subject, x, settings.connections()));
      }
      if (settings.includes("connections")) {
        curves(
            "connections",
            measurement,
            BARE_AND_GATED,
            CONNECTIONS,
            (x, subject) -> load(subject, settings.sizeInBytes(), x));
      }
    }
  }

  private void sources(ServerProcess server, ScaleMeasurement measurement) throws IOException {
    CurvePoints start = new CurvePoints();
    CurvePoints heap = new CurvePoints();
    for (int filters : ScaleServer.FILTERS) {
      for (boolean subject : new boolean[] {false, true}) {
        String name = EMPTY_AND_SOURCES.get(subject ? 1 : 0);
        start.add(
            name,
            filters,
            server.get("/facts/" + ScaleServer.fact(subject, filters, "start")) / 1e3);
        heap.add(
            name,
            filters,
            server.get("/facts/" + ScaleServer.fact(subject, filters, "heap")) / 1024.0);
      }
    }
    result.add("sources-start", start.toJson()).add("sources-heap", heap.toJson());
    curves(
        "sources",
        measurement,
        EMPTY_AND_SOURCES,
        ScaleServer.FILTERS,
        (x, subject) ->
            new ScaleMeasurement.Load(
                ScaleServer.path(subject, x), settings.sizeInBytes(), settings.connections()));
  }

  private void curves(
      String name,
      ScaleMeasurement measurement,
      List<String> names,
      List<Integer> xs,
      ScaleMeasurement.Points points)
      throws IOException {
    CurvePoints cpu = new CurvePoints();
    CurvePoints allocated = new CurvePoints();
    measurement.measure(cpu, allocated, names, xs, points);
    result.add(name, cpu.toJson()).add(name + "-allocated", allocated.toJson());
  }

  private static ScaleMeasurement.Load load(boolean subject, int size, int connections) {
    return new ScaleMeasurement.Load(subject ? "/gated" : "/bare", size, connections);
  }

  private void remembered() throws IOException, InterruptedException {
    CurvePoints bytes = new CurvePoints();
    for (String store : List.of("gatepost", "caffeine", "camel", "spring")) {
      for (int count : REMEMBERED) {
        bytes.add(store, count, footprint(store, count));
      }
    }
    result.add("remembered", bytes.toJson());
  }

  /** In a process of its own, whose heap holds nothing else. */
  private static double footprint(String store, int count)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-XX:+UseSerialGC",
                // What a thread has reserved counts as used: up to two megabytes.
                "-XX:-UseTLAB",
                "-cp",
                System.getProperty("java.class.path"),
                StoreFootprint.class.getName(),
                store,
                Integer.toString(count))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the footprint of " + store + " could not be measured");
    }
    System.out.printf("%-24s %d remembered: %s bytes each%n", store, count, said);
    return Double.parseDouble(said);
  }

  private void write() throws IOException {
    Path file = settings.target().resolve("scale.json");
    try (OutputStream out = Files.newOutputStream(file);
        JsonWriter json =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(out)) {
      json.write(result.build());
    }
    System.out.println(file);
  }
}
