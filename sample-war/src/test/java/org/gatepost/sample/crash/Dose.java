package org.gatepost.sample.crash;

import java.util.SplittableRandom;

/**
 * How much a test does: {@code gatepost.crash=full} is the campaign of {@code -Pcrash}, anything
 * else the short dose of every build. What is random is drawn from {@code gatepost.seed}, which is
 * another at each run unless it is given.
 */
final class Dose {
  static final boolean FULL = "full".equals(System.getProperty("gatepost.crash"));

  private Dose() {}

  /** One or the other. */
  static int of(int shortDose, int fullDose) {
    return FULL ? fullDose : shortDose;
  }

  /** The seed of a run. */
  static long seed() {
    return Long.getLong("gatepost.seed", new SplittableRandom().nextInt(1_000_000));
  }
}
