package org.gatepost.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic axis.
 *
 * @param ticks its marks, at least two, the least first
 */
record LogAxis(List<Double> ticks) {
  private static final double[] STEPS = {1, 2, 5};
  private static final double SLACK = 1.03;
  private static final int MANY = 8;

  /** An axis on which all values, above 0, have their place. */
  static LogAxis of(double... values) {
    double min = Arrays.stream(values).min().orElseThrow() * SLACK;
    double max = Arrays.stream(values).max().orElseThrow() / SLACK;
    LogAxis fine = new LogAxis(marks(min, max, STEPS));
    return fine.ticks().size() <= MANY ? fine : new LogAxis(marks(min, max, 1));
  }

  /** From the last mark not above {@code min} to the first not below {@code max}. */
  private static List<Double> marks(double min, double max, double... steps) {
    List<Double> marks = new ArrayList<>();
    for (double power = Math.floor(Math.log10(min)); ; power++) {
      for (double step : steps) {
        double mark = step * Math.pow(10, power);
        if (mark <= min) {
          marks.clear();
        }
        marks.add(mark);
        if (mark >= max && marks.size() > 1) {
          return marks;
        }
      }
    }
  }

  /** Where a value lies, from 0 at the first mark to 1 at the last. */
  double part(double value) {
    double from = Math.log10(ticks.get(0));
    double to = Math.log10(ticks.get(ticks.size() - 1));
    return (Math.log10(value) - from) / (to - from);
  }

  static String label(double tick) {
    return tick < 1 ? String.format(Locale.ROOT, "%.3g", tick) : Figures.count(tick);
  }
}
