package org.gatepost.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where the observers of a test write down what they saw. Thread-safe. */
@ApplicationScoped
public class Notebook {
  private final List<Object> entries = new CopyOnWriteArrayList<>();

  public void write(Object entry) {
    entries.add(entry);
  }

  public List<Object> entries() {
    return List.copyOf(entries);
  }
}
