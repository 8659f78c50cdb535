package org.gatepost.benchmarks.report;

import java.util.List;

/** A table in Markdown. Not thread-safe. */
final class Table {
  private final StringBuilder text = new StringBuilder();

  Table(List<String> head) {
    row(head);
    text.append("|---".repeat(head.size())).append("|\n");
  }

  void row(List<String> cells) {
    for (String cell : cells) {
      text.append(cell.isEmpty() ? "| " : "| " + cell + " ");
    }
    text.append("|\n");
  }

  @Override
  public String toString() {
    return text.toString().strip();
  }
}
