package org.gatepost.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogAxisTest {
  @Test
  void marksBracketTheValuesInStepsOfOneTwoAndFive() {
    assertThat(LogAxis.of(1.0, 9.6).ticks()).containsExactly(1.0, 2.0, 5.0, 10.0);
    assertThat(LogAxis.of(0.99, 3).ticks()).containsExactly(1.0, 2.0, 5.0);
  }

  @Test
  void wideAxesHaveAMarkForEachPowerOfTen() {
    assertThat(LogAxis.of(3, 70_000).ticks())
        .containsExactly(1.0, 10.0, 100.0, 1000.0, 10_000.0, 100_000.0);
  }

  @Test
  void oneValueHasAnAxisToo() {
    LogAxis axis = LogAxis.of(10, 10);

    assertThat(axis.part(10)).isBetween(0.0, 1.0);
    assertThat(axis.ticks()).hasSizeGreaterThan(1);
  }

  @Test
  void partsRunFromTheFirstMarkToTheLast() {
    LogAxis axis = LogAxis.of(1, 10);

    assertThat(axis.part(1)).isZero();
    assertThat(axis.part(10)).isEqualTo(1);
    assertThat(LogAxis.label(0.5)).isEqualTo("0.500");
  }
}
