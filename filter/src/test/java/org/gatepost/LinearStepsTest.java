package org.gatepost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.gatepost.fixture.CountedClasses;
import org.gatepost.fixture.StepCounter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What reads an unverified request goes round its loops no more than four times as often for one
 * that is four times as long. Steps are counted, not time.
 */
class LinearStepsTest {
  private static final int LENGTH = 1_000;

  // Of so many one: all of them are the campaign's.
  private static final int PART = 12;

  // Of what does not depend on the length.
  private static final long MARGIN = 500;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.gatepost.signature.fixture.UnverifiedRequests",
        "org.gatepost.filter.UnverifiedPaths",
        "org.gatepost.filter.request.UnverifiedHeaders"
      })
  void stepsGrowNoFasterThanTheLength(String workloads) throws ReflectiveOperationException {
    Class<?> counted = new CountedClasses().loadClass(workloads);
    @SuppressWarnings("unchecked")
    Supplier<Map<String, IntConsumer>> all =
        (Supplier<Map<String, IntConsumer>>) counted.getDeclaredConstructor().newInstance();
    List<String> worse = new ArrayList<>();
    long most = 0;
    int number = 0;
    for (Map.Entry<String, IntConsumer> workload : all.get().entrySet()) {
      if (number++ % PART != 0) {
        continue;
      }
      // What is made once is made before.
      steps(workload.getValue(), 4);
      long once = steps(workload.getValue(), LENGTH);
      long fourTimes = steps(workload.getValue(), 4 * LENGTH);
      most = Math.max(most, fourTimes);
      if (fourTimes > 4 * once + MARGIN) {
        worse.add(workload.getKey() + ": " + once + ", then " + fourTimes);
      }
    }
    assertThat(worse).isEmpty();
    // They do count.
    assertThat(most).isGreaterThan(4 * LENGTH);
  }

  private static long steps(IntConsumer workload, int length) {
    StepCounter.steps = 0;
    workload.accept(length);
    return StepCounter.steps;
  }
}
