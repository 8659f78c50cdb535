package org.gatepost.cdi;

/** What became of a delivery. */
enum Outcome {
  /** Every matching observer is done. */
  DONE,
  /** No observer matches. */
  IGNORED,
  /** At least one observer failed. */
  FAILED,
  /** The body is not what an observer takes; none was called. */
  INVALID
}
