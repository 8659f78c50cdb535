package org.gatepost.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The table of servers and checks, as Markdown. */
final class ResultTable {
  private final String name;
  private final List<String> columns;
  private final Map<String, Map<String, Result>> rows = new TreeMap<>();
  private final Map<String, String> titles = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * A table.
   *
   * @param name by which the page says where it belongs
   * @param columns the names of what the checks run on, in order; results of others are left out
   */
  ResultTable(String name, List<String> columns, List<Result> results) {
    this.name = name;
    this.columns = columns;
    for (Result result : results) {
      if (!columns.contains(result.server())) {
        continue;
      }
      titles.put(result.server(), result.title());
      rows.computeIfAbsent(result.theme() + ": " + words(result.check()), row -> new TreeMap<>())
          .put(result.server(), result);
    }
  }

  /** Replaces the former table of a page. */
  void writeInto(Path page) throws IOException {
    String text = Files.readString(page);
    String first = "<!-- Made by the checks: " + name + ". -->\n";
    int begin = text.indexOf(first) + first.length();
    int end = text.indexOf("<!-- End. -->\n", begin);
    Files.writeString(page, text.substring(0, begin) + this + text.substring(end));
  }

  @Override
  public String toString() {
    List<String> servers = columns.stream().filter(titles::containsKey).toList();
    StringBuilder table = new StringBuilder("\n| check |");
    servers.forEach(server -> table.append(' ').append(titles.get(server)).append(" |"));
    table.append("\n|---|").append("---|".repeat(servers.size())).append('\n');
    rows.forEach(
        (check, results) -> {
          table.append("| ").append(check).append(" |");
          servers.forEach(server -> table.append(cell(results.get(server))));
          table.append('\n');
        });
    table.append('\n');
    for (int i = 0; i < notes.size(); i++) {
      table.append(i + 1).append(". ").append(notes.get(i)).append('\n');
    }
    return table.append('\n').toString();
  }

  private String cell(Result result) {
    if (result == null) {
      return " |";
    }
    if (result.outcome().equals("passed")) {
      return " yes |";
    }
    if (!notes.contains(result.reason())) {
      notes.add(result.reason());
    }
    String outcome = result.outcome().equals("skipped") ? "–" : result.outcome();
    return " " + outcome + " (" + (notes.indexOf(result.reason()) + 1) + ") |";
  }

  /** The words of a method's name. */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
