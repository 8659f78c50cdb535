package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the applications of the pages write into. Thread-safe. */
@ApplicationScoped
class Journal {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  void write(String line) {
    lines.add(line);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
