package org.gatepost.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * What a curve does, in words: flat, linear, or neither, and where it bends.
 *
 * <p>Flat: no point is above {@value #FLAT} times the first. Linear: of a straight line, fitted by
 * least squares of the relative errors, no point is off by more than a fifth. What rises to {@value
 * #SLIGHT} times the first at most is not called either.
 *
 * @param xs from the least, above 0
 * @param ys above 0
 */
record Shape(List<Double> xs, List<Double> ys) {
  private static final double FLAT = 1.25;
  private static final double SLIGHT = 1.5;
  private static final double OFF = 0.2;

  /**
   * Says it.
   *
   * @param unit of what rises
   * @param label how a place on the other axis is written
   */
  String words(String unit, LongFunction<String> label) {
    double first = ys.get(0);
    double last = ys.get(ys.size() - 1);
    double greatest = ys.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    int bend = bend();
    if (bend == ys.size() - 1) {
      return "flat, at most %s times the first".formatted(Figures.ratio(greatest / first));
    }
    String before = bend == 0 ? "" : "flat to " + label.apply(xs.get(bend).longValue()) + ", then ";
    if (greatest <= SLIGHT * first) {
      return before + "up to %s times the first".formatted(Figures.ratio(greatest / first));
    }
    double[] line = line();
    if (line[1] > 0 && isLine(line)) {
      return before + "linear, %s %s for each more".formatted(small(line[1]), unit);
    }
    if (last <= FLAT * first) {
      return "up to %s times the first, and back".formatted(Figures.ratio(greatest / first));
    }
    double power = Math.log(last / ys.get(bend)) / Math.log(xs.get(xs.size() - 1) / xs.get(bend));
    return before
        + "with the power %s, to %s times the first"
            .formatted(Figures.ratio(power), small(last / first));
  }

  /** The last point up to which the curve is flat. */
  private int bend() {
    int bend = 0;
    while (bend + 1 < ys.size() && ys.get(bend + 1) <= FLAT * ys.get(0)) {
      bend++;
    }
    return bend;
  }

  /** Where the line begins and how it rises. */
  private double[] line() {
    double w = 0;
    double wx = 0;
    double wy = 0;
    double wxx = 0;
    double wxy = 0;
    for (int i = 0; i < xs.size(); i++) {
      double weight = 1 / (ys.get(i) * ys.get(i));
      w += weight;
      wx += weight * xs.get(i);
      wy += weight * ys.get(i);
      wxx += weight * xs.get(i) * xs.get(i);
      wxy += weight * xs.get(i) * ys.get(i);
    }
    double rise = (w * wxy - wx * wy) / (w * wxx - wx * wx);
    return new double[] {(wy - rise * wx) / w, rise};
  }

  private boolean isLine(double[] line) {
    for (int i = 0; i < xs.size(); i++) {
      double expected = line[0] + line[1] * xs.get(i);
      if (Math.abs(expected - ys.get(i)) > OFF * ys.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** With two digits that count. */
  private static String small(double value) {
    if (value >= 10) {
      return Figures.count(value);
    }
    int decimals = Math.max(1, 1 - (int) Math.floor(Math.log10(value)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
