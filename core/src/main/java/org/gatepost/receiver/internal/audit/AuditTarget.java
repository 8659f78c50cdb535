package org.gatepost.receiver.internal.audit;

/** Where the lines of an application's audit log go. Thread-safe. */
public interface AuditTarget {
  /** Whether lines are wanted. */
  boolean isOn();

  /**
   * Writes a line.
   *
   * @return false if it is lost
   */
  boolean write(JsonLine line);

  /** Lets go of what it holds, until the next line. */
  default void close() {}
}
