package org.gatepost.servers.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What took effect. Thread-safe. */
@ApplicationScoped
public class Seen {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Adds an effect. */
  public void add(String line) {
    lines.add(line);
  }

  /** All effects, in their order. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
