package org.gatepost.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final List<Double> XS = list(1, 10, 100, 1000);

  private static List<Double> list(double... values) {
    return DoubleStream.of(values).boxed().toList();
  }

  private static String words(double... ys) {
    return new Shape(XS, list(ys)).words("ns", x -> "n" + x);
  }

  @Test
  void aCurveIsFlatUpToAQuarterAboveItsFirstPoint() {
    assertThat(words(100, 90, 125, 110)).isEqualTo("flat, at most 1.25 times the first");
    assertThat(words(100, 90, 126, 110)).doesNotStartWith("flat, at most");
  }

  @Test
  void aStraightLineIsLinearFromWhereItLeavesTheFlat() {
    assertThat(words(101, 110, 200, 1100))
        .isEqualTo("flat to n10, then linear, 1.0 ns for each more");
    assertThat(words(4, 40, 400, 4000)).isEqualTo("linear, 4.0 ns for each more");
  }

  @Test
  void aSlightRiseIsGivenAsItIs() {
    assertThat(words(26, 37, 36, 36)).isEqualTo("up to 1.42 times the first");
    assertThat(words(100, 100, 130, 150)).isEqualTo("flat to n10, then up to 1.50 times the first");
    assertThat(words(100, 100, 130, 151)).doesNotContain("up to");
  }

  @Test
  void whatIsNeitherIsGivenByItsPower() {
    assertThat(words(100, 100, 200, 400))
        .isEqualTo("flat to n10, then with the power 0.30, to 4.0 times the first");
  }

  @Test
  void aHumpIsNotCalledGrowth() {
    assertThat(words(100, 300, 90, 110)).isEqualTo("up to 3.00 times the first, and back");
  }
}
