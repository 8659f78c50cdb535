package org.gatepost.cdi.documentation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the application of the page writes into. */
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
