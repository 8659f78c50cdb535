package org.gatepost.benchmarks.report;

import jakarta.json.JsonObject;
import java.util.Locale;

/** How figures are written. */
final class Figures {
  private Figures() {}

  /** A count, its thousands set apart: {@code 12 345}. */
  static String count(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', ' ');
  }

  /** The same with its sign. */
  static String more(double value) {
    return (Math.round(value) > 0 ? "+" : "") + count(value);
  }

  /** Nanoseconds as microseconds: {@code 0.65 µs}, {@code 12.3 µs}, {@code 1 234 µs}. */
  static String micros(double nanos) {
    double micros = nanos / 1000;
    String format = micros < 10 ? "%.2f µs" : "%.1f µs";
    return micros < 100 ? String.format(Locale.ROOT, format, micros) : count(micros) + " µs";
  }

  /** Operations a second in millions. */
  static String millions(double perSecond) {
    return String.format(Locale.ROOT, "%.2f", perSecond / 1e6);
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** A ratio's median with all between which it was: {@code 0.91 (0.88 to 0.94)}. */
  static String ratio(JsonObject spread) {
    return "%s (%s to %s)"
        .formatted(
            ratio(number(spread, "median")),
            ratio(number(spread, "min")),
            ratio(number(spread, "max")));
  }

  /** A number of bytes as people say it. */
  static String bytes(long value) {
    if (value % (1024 * 1024) == 0) {
      return value / (1024 * 1024) + " MB";
    }
    return value % 1024 == 0 ? value / 1024 + " KB" : value + " B";
  }

  static double number(JsonObject object, String name) {
    return object.getJsonNumber(name).doubleValue();
  }

  static double median(JsonObject spread) {
    return number(spread, "median");
  }
}
