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
    return new Shape(XS, list(ys)).words("ns");
  }

  @Test
  void aCurveIsFlatUpToAQuarterAboveItsFirstPoint() {
    assertThat(words(100, 90, 125, 110)).isEqualTo("flat, at most 1.25 times the first");
    assertThat(words(100, 90, 126, 110)).doesNotStartWith("flat, at most");
  }

  @Test
  void aStraightLineIsLinearFromWhereItLeavesTheFlat() {
    assertThat(words(101, 110, 200, 1100)).isEqualTo("flat to 10, linear, 1.0 ns for each more");
    assertThat(words(4, 40, 400, 4000)).isEqualTo("linear, 4.0 ns for each more");
  }

  @Test
  void whatIsNeitherIsGivenByItsPower() {
    assertThat(words(100, 100, 200, 400))
        .isEqualTo("flat to 10, 4.00 times the first at the end, from there with the power 0.30");
  }
}
