package org.gatepost.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gatepost.servers.server.Distribution;
import org.gatepost.servers.server.Framework;
import org.gatepost.servers.server.Published;

/**
 * What ran, one line a check and server. With {@code -Drecord} it replaces what was known of the
 * servers that ran, and the table in {@code docs/servers.md} is made from it.
 */
final class Results {
  /** Of this run. */
  private static final Path FILE = Path.of("target", "results.tsv");

  private static final List<Result> ALL = new ArrayList<>();

  private Results() {}

  static synchronized void add(
      Published server, String theme, String check, String outcome, String reason) {
    Result result =
        new Result(server.id(), server.titleAndVersion(), theme, check, outcome, reason);
    // A check with parameters has passed if it has with all of them.
    Optional<Result> earlier =
        ALL.stream().filter(known -> name(known).equals(name(result))).findFirst();
    if (earlier.isEmpty() || earlier.get().outcome().equals("passed")) {
      earlier.ifPresent(ALL::remove);
      ALL.add(result);
    }
    write(FILE, ALL);
  }

  /**
   * Makes the table from this run, and from earlier ones of servers and checks that it left out.
   */
  static synchronized void record() {
    if (!Boolean.getBoolean("gatepost.record")) {
      return;
    }
    Path known = Path.of("results.tsv");
    Set<String> ran = new TreeSet<>();
    Map<String, String> titles = new TreeMap<>();
    for (Result result : ALL) {
      ran.add(name(result));
      titles.put(result.server(), result.title());
    }
    List<Result> merged = new ArrayList<>(ALL);
    try {
      if (Files.exists(known)) {
        Files.readAllLines(known).stream()
            .map(Result::read)
            .filter(result -> !ran.contains(name(result)))
            // What another version did says nothing of this one.
            .filter(
                result ->
                    titles.getOrDefault(result.server(), result.title()).equals(result.title()))
            .forEach(merged::add);
      }
      write(known, merged);
      Path page = Path.of("..", "docs", "servers.md");
      new ResultTable("servers", ids(Distribution.values()), merged).writeInto(page);
      new ResultTable("frameworks", ids(Framework.values()), merged).writeInto(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> ids(Published... columns) {
    return Stream.of(columns).map(Published::id).toList();
  }

  private static String name(Result result) {
    return result.server() + ' ' + result.theme() + ' ' + result.check();
  }

  private static void write(Path file, List<Result> results) {
    try {
      Files.write(file, results.stream().map(Result::line).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
