package org.gatepost.sample.shop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the observers of one application have seen. */
@ApplicationScoped
public class Seen {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Writes down a line. */
  public void add(String line) {
    lines.add(line);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
