package org.gatepost.benchmarks.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatepost.benchmarks.DurablePostgreSql;

/**
 * Measures what Gatepost costs a server under load, end to end, and writes it to {@code load.json}
 * in the build's folder. The servers run in processes of their own, the load comes from this one;
 * all of them end with it. The arguments are those of {@link LoadSettings#of}.
 */
public final class LoadRun {
  private static final int ARENA_IN_BYTES = 256 * 1024 * 1024;

  private final LoadSettings settings;
  private final Path work;
  private final PreparedRequests requests = new PreparedRequests(ARENA_IN_BYTES);
  private final Sender sender;
  private final JsonArrayBuilder comparisons = Json.createArrayBuilder();
  private final JsonObjectBuilder result = Json.createObjectBuilder();

  private LoadRun(LoadSettings settings) {
    this.settings = settings;
    this.work = settings.target().resolve("load");
    this.sender = new Sender(settings.preset(), settings.sizeInBytes());
  }

  /** Runs. */
  public static void main(String... arguments) throws Exception {
    LoadRun run = new LoadRun(LoadSettings.of(arguments));
    run.describe();
    run.tomcat();
    run.receivers();
    run.stores();
    run.deployments();
    run.write();
  }

  private void describe() {
    result
        .add(
            "machine",
            Json.createObjectBuilder()
                .add("cores", Runtime.getRuntime().availableProcessors())
                .add("java", System.getProperty("java.version"))
                .add("system", System.getProperty("os.name")))
        .add(
            "settings",
            Json.createObjectBuilder()
                .add("preset", settings.preset())
                .add("bodyInBytes", settings.sizeInBytes())
                .add("connections", settings.connections())
                .add("rounds", settings.rounds())
                .add("seconds", settings.seconds().toMillis() / 1e3)
                .add("openRounds", settings.openRounds())
                .add("openSeconds", settings.openSeconds().toMillis() / 1e3));
  }

  private void tomcat() throws IOException, InterruptedException {
    List<Comparison> wanted = wanted(TomcatServer.RECEIVERS);
    if (wanted.isEmpty() && !settings.includes("heap")) {
      return;
    }
    try (ServerProcess server = TomcatServer.start(settings, work.resolve("tomcat"))) {
      measure(server, wanted);
      if (settings.includes("heap")) {
        result.add("heap", new HeapMeasurement(settings, server, requests).measure());
      }
    }
  }

  private void receivers() throws IOException, InterruptedException {
    List<Comparison> wanted = wanted(PayaraMicro.RECEIVERS);
    if (!wanted.isEmpty()) {
      try (ServerProcess server = PayaraMicro.withReceivers(settings, work.resolve("payara"))) {
        measure(server, wanted);
      }
    }
  }

  private void stores() throws IOException, InterruptedException {
    List<Comparison> wanted = wanted(PayaraMicro.STORES);
    if (wanted.isEmpty()) {
      return;
    }
    Path data = work.resolve("postgresql");
    try (EmbeddedPostgres database =
            DurablePostgreSql.builder()
                .setOverrideWorkingDirectory(data.toFile())
                .setServerConfig("max_connections", "200")
                .start();
        ServerProcess server =
            PayaraMicro.withStores(settings, work.resolve("payara-store"), database)) {
      measure(server, wanted);
    }
  }

  private void deployments() throws IOException, InterruptedException {
    if (settings.includes("deployment")) {
      result.add("deployment", DeploymentMeasurement.measure(settings, work.resolve("deployment")));
    }
  }

  private List<Comparison> wanted(List<Comparison> all) {
    return all.stream().filter(comparison -> settings.includes(comparison.id())).toList();
  }

  private void measure(ServerProcess server, List<Comparison> wanted) throws IOException {
    Measurement measurement = new Measurement(settings, server, requests, sender);
    for (Comparison comparison : wanted) {
      try {
        comparisons.add(measurement.measure(comparison));
      } catch (IOException e) {
        throw new IOException(comparison.id() + ": " + e.getMessage(), e);
      }
    }
  }

  private void write() throws IOException {
    JsonObject all = result.add("comparisons", comparisons).build();
    Path file = settings.target().resolve("load.json");
    try (OutputStream out = Files.newOutputStream(file);
        JsonWriter json =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(out)) {
      json.write(all);
    }
    System.out.println(file);
  }
}
