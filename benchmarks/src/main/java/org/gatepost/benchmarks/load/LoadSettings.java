package org.gatepost.benchmarks.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is measured, and for how long.
 *
 * @param target the build's folder, where payara-micro.jar is and the result goes
 * @param only which comparisons run, by {@link Comparison#id}; also {@code heap} and {@code
 *     deployment}
 * @param rounds pairs of rounds at full load
 * @param seconds how long such a round takes
 * @param openRounds pairs of rounds at a fixed rate
 * @param openSeconds how long such a round takes
 * @param warmUp how long at least each receiver is under load before its comparison begins
 * @param connections how many connections there are
 * @param preset the sender
 * @param sizeInBytes the length of each body
 * @param deployments pairs of deployments
 * @param serverOptions options for the servers' {@code java}, separated by semicolons
 */
record LoadSettings(
    Path target,
    Pattern only,
    int rounds,
    Duration seconds,
    int openRounds,
    Duration openSeconds,
    Duration warmUp,
    int connections,
    String preset,
    int sizeInBytes,
    int deployments,
    List<String> serverOptions) {

  /**
   * Reads arguments of the form {@code name=value}; {@code true} and {@code all}, which say nothing
   * but that there shall be a run, are passed over.
   *
   * @throws IllegalArgumentException if a name is unknown or a value is malformed
   */
  static LoadSettings of(String... arguments) {
    Map<String, String> values = new TreeMap<>();
    values.put("target", "target");
    values.put("only", ".*");
    values.put("rounds", "8");
    values.put("seconds", "1.5");
    values.put("open-rounds", "4");
    values.put("open-seconds", "2");
    values.put("warm-up", "6");
    values.put("connections", "32");
    values.put("preset", "broxi");
    values.put("size", "1024");
    values.put("deployments", "7");
    values.put("server-options", "-Xms1g;-Xmx1g");
    for (String argument : arguments) {
      if (argument.equals("true") || argument.equals("all")) {
        continue;
      }
      String[] parts = argument.split("=", 2);
      if (parts.length < 2 || values.replace(parts[0], parts[1]) == null) {
        throw new IllegalArgumentException(
            "must be NAME=VALUE with one of " + values.keySet() + ", was [" + argument + "]");
      }
    }
    return new LoadSettings(
        Path.of(values.get("target")).toAbsolutePath(),
        Pattern.compile(values.get("only")),
        Integer.parseInt(values.get("rounds")),
        seconds(values.get("seconds")),
        Integer.parseInt(values.get("open-rounds")),
        seconds(values.get("open-seconds")),
        seconds(values.get("warm-up")),
        Integer.parseInt(values.get("connections")),
        values.get("preset"),
        Integer.parseInt(values.get("size")),
        Integer.parseInt(values.get("deployments")),
        Stream.of(values.get("server-options").split(";")).filter(o -> !o.isBlank()).toList());
  }

  private static Duration seconds(String text) {
    return Duration.ofMillis((long) (Double.parseDouble(text) * 1000));
  }

  boolean includes(String id) {
    return only.matcher(id).matches();
  }
}
