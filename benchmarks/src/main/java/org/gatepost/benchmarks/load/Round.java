package org.gatepost.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What came of some seconds of load.
 *
 * @param completed how many requests were answered while the clock ran
 * @param nanos how long it ran
 * @param latency in nanoseconds, each from when the request was due
 * @param lateness in nanoseconds, by how much the generator itself was late with a request although
 *     a connection was free; part of the latency
 */
record Round(long completed, long nanos, Histogram latency, Histogram lateness) {
  private static final long LONGEST_NANOS = 120_000_000_000L;

  static Histogram histogram() {
    return new Histogram(LONGEST_NANOS, 3);
  }

  double perSecond() {
    return completed * 1e9 / nanos;
  }
}
