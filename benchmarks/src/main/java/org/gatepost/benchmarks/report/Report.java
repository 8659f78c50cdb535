package org.gatepost.benchmarks.report;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Fills {@code performance.md} with what was measured: its marked blocks come from the result files
 * in the build's folder, so that no figure in it is typed. A block whose results are not there
 * stays as it is.
 */
public final class Report {
  private final Path docs;
  private final MarkedText text;

  private Report(Path docs, MarkedText text) {
    this.docs = docs;
    this.text = text;
  }

  /**
   * Runs.
   *
   * @param arguments the build's folder, the folder of the documentation
   */
  public static void main(String... arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    Path docs = Path.of(arguments[1]);
    Path page = docs.resolve("performance.md");
    MarkedText text = new MarkedText(Files.readString(page));
    Report report = new Report(docs, text);
    report.jmh(new JmhResults(jmhFiles(target)));
    Path load = target.resolve("load.json");
    if (Files.exists(load)) {
      report.load(new LoadTables(read(load).asJsonObject()));
    }
    Path scale = target.resolve("scale.json");
    if (Files.exists(scale)) {
      report.scale(new ScaleTables(read(scale).asJsonObject()));
    }
    Files.writeString(page, text.toString());
  }

  /** What all runs of JMH have left, the last one first: where two measured the same it counts. */
  private static JsonArray jmhFiles(Path target) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "results*.json")) {
      found.forEach(files::add);
    }
    files.sort(Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed());
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (Path file : files) {
      read(file).asJsonArray().forEach(all::add);
    }
    return all.build();
  }

  private static JsonStructure read(Path file) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newInputStream(file))) {
      return reader.read();
    }
  }

  private void jmh(JmhResults results) throws IOException {
    VerificationTable verification = new VerificationTable(results);
    if (!verification.isEmpty()) {
      block("verification-conditions", Optional.of(verification.conditions()));
      block("verification", Optional.of(verification.markdown()));
      plot("verification-plot", verification.chart());
    }
    block("verification-cases", new VerificationCasesTable(results).markdown());
    block("public-keys", new PublicKeyTable(results).markdown());
    LedgerTables ledgers = new LedgerTables(results);
    if (ledgers.hasThreads()) {
      block("ledger-conditions", Optional.of(ledgers.conditions()));
      block("ledger-threads", Optional.of(ledgers.threads()));
    }
    curves("ledger-sizes", ledgers.sizes());
    block("ledger-database", ledgers.database());
    DispatchTable dispatch = new DispatchTable(results);
    if (!dispatch.isEmpty()) {
      block("dispatch-conditions", Optional.of(dispatch.conditions()));
      block("dispatch", Optional.of(dispatch.markdown()));
    }
    curves("observers", dispatch.observers());
  }

  private void load(LoadTables tables) throws IOException {
    if (tables.hasComparisons()) {
      block("load-conditions", Optional.of(tables.conditions()));
      block("throughput", Optional.of(tables.throughput()));
      block("latency", Optional.of(tables.latency()));
      plot("latency-plot", tables.chart());
    }
    block("heap", tables.heap());
    block("deployment", tables.deployment());
  }

  private void scale(ScaleTables tables) throws IOException {
    block("scale-conditions", Optional.of(tables.conditions()));
    curves("sources", tables.sources());
    block("sources-heap", tables.heapOfSources().map(Curves::markdown));
    block("sources-start", tables.startOfSources().map(Curves::markdown));
    curves("bodies", tables.bodies());
    block("bodies-allocated", tables.allocatedForBodies().map(Curves::markdown));
    curves("connections", tables.connections());
    block("remembered", tables.remembered().map(Curves::markdown));
  }

  private void block(String name, Optional<String> content) {
    content.ifPresent(block -> text.replace(name, block));
  }

  private void curves(String name, Optional<Curves> curves) throws IOException {
    block(name, curves.map(Curves::markdown));
    plot(name + "-plot", curves.map(Curves::chart));
  }

  private void plot(String name, Optional<LineChart> chart) throws IOException {
    if (chart.isPresent()) {
      Path folder = Files.createDirectories(docs.resolve("performance"));
      String file = name.replace("-plot", ".svg");
      Files.writeString(folder.resolve(file), chart.get().svg());
      text.replace(name, "![" + name.replace('-', ' ') + "](performance/" + file + ")");
    }
  }
}
