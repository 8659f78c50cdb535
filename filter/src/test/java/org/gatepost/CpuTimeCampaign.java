package org.gatepost;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.gatepost.filter.UnverifiedPaths;
import org.gatepost.filter.request.UnverifiedHeaders;
import org.gatepost.signature.fixture.UnverifiedRequests;
import org.junit.jupiter.api.Test;

/**
 * What reads an unverified request takes about four times the CPU time for one that is four times
 * as long, the JDK's part included: medians, of one thread. Run by the profile {@code cost}.
 */
class CpuTimeCampaign {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int LENGTH = 16_000;
  private static final int ROUNDS = 9;

  // Four times, and as much again for the caches and the compiler.
  private static final double MOST = 8;

  // What takes less is too little to tell.
  private static final long LEAST_IN_NANOS = 2_000_000;

  @Test
  void timeGrowsNoFasterThanTheLength() {
    Map<String, IntConsumer> all = new UnverifiedRequests().get();
    all.putAll(new UnverifiedPaths().get());
    all.putAll(new UnverifiedHeaders().get());
    List<String> worse = new ArrayList<>();
    double highest = 0;
    long longest = 0;
    String slowest = "";
    for (Map.Entry<String, IntConsumer> workload : all.entrySet()) {
      long once = median(workload.getValue(), LENGTH);
      long fourTimes = median(workload.getValue(), 4 * LENGTH);
      if (fourTimes > LEAST_IN_NANOS) {
        double ratio = (double) fourTimes / once;
        highest = Math.max(highest, ratio);
        if (ratio > MOST) {
          worse.add(workload.getKey() + ": " + once + " ns, then " + fourTimes);
        }
      }
      if (fourTimes > longest) {
        longest = fourTimes;
        slowest = workload.getKey();
      }
    }
    System.out.printf(
        java.util.Locale.ROOT,
        "%d workloads, the slowest %.2f ms at %d characters (%s), highest ratio of one above 2 ms %.1f%n",
        all.size(),
        longest / 1e6,
        4 * LENGTH,
        slowest,
        highest);
    assertThat(worse).isEmpty();
  }

  private static long median(IntConsumer workload, int length) {
    long[] times = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      workload.accept(length);
      times[i] = THREADS.getCurrentThreadCpuTime() - start;
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }
}
