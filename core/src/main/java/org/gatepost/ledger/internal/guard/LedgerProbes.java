package org.gatepost.ledger.internal.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the sources of one application ask their databases at start, so that several sources of one
 * silent database wait for it once. Thread-safe.
 */
public final class LedgerProbes {
  private final String application;
  private final Map<String, Thread> asking = new ConcurrentHashMap<>();

  /**
   * Nothing has been asked.
   *
   * @param application what tells the application from others; empty if nothing does
   */
  public LedgerProbes(String application) {
    this.application = application;
  }

  /** What tells the application from others; empty if nothing does. */
  String application() {
    return application;
  }

  /** Takes note of who asks the data source of a JNDI name. */
  void add(String name, Thread thread) {
    asking.put(name, thread);
  }

  /** Whether somebody has asked that data source and has no answer yet. */
  boolean isUnanswered(String name) {
    Thread thread = asking.get(name);
    return thread != null && thread.isAlive();
  }
}
