package org.gatepost.benchmarks.ledger;

/** What remembers deliveries, as an application would use it. Thread-safe. */
interface Store extends AutoCloseable {

  /** Takes a new delivery through its life: claimed, and finished. False if it was seen before. */
  boolean pass(String id) throws Exception;

  /** Whether it forgets by itself; else the application removes what is old. */
  default boolean forgets() {
    return true;
  }

  /** Removes what is old. */
  default void remove(String id) {}

  @Override
  default void close() throws Exception {}
}
