package org.gatepost;

/** Counts the steps of {@link CountedClasses}. Of one thread. */
public final class StepCounter {
  /** How many loops have gone round, and methods been entered. */
  public static long steps;

  private StepCounter() {}
}
