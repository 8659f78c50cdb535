package org.gatepost.ledger.internal.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the sources of one application ask their databases at start, so that several sources of one
 * silent database wait for it once. Thread-safe.
 */
public final class LedgerProbes {
  private final Map<String, Thread> asking = new ConcurrentHashMap<>();

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
