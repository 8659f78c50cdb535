package org.gatepost.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.servers.server.DataSourceSetting;
import org.gatepost.servers.server.Distribution;
import org.gatepost.servers.server.RunningServer;
import org.gatepost.servers.war.Applications;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How much longer each server takes for a WAR with Gatepost than for the same without it, in turns.
 * Prints it and judges nothing.
 */
@EnabledIfSystemProperty(named = "gatepost.deployments", matches = "[1-9][0-9]*")
class DeploymentTimesIT {
  private static final int WARM_UP = 3;
  private static final List<Pattern> TOLD =
      List.of(
          // Payara Micro, Tomcat, Open Liberty and GlassFish.
          Pattern.compile("successfully deployed in ([0-9,]+) (milliseconds)"),
          Pattern.compile("has finished in \\[([0-9,]+)] (ms)"),
          Pattern.compile("CWWKZ0001I.* ([0-9.,]+) (seconds)"),
          Pattern.compile("was loaded in ([0-9,]+) (ms)"),
          Pattern.compile("done in ([0-9,]+) (ms)"));

  static Iterable<Distribution> servers() {
    return Distribution.chosen();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("servers")
  void withAndWithoutInTurns(Distribution distribution) throws Exception {
    int pairs = Integer.getInteger("gatepost.deployments");
    Path work = Path.of("target", "work", distribution.id() + "-times");
    long[] without = new long[pairs];
    long[] more = new long[pairs];
    try (RunningServer server = distribution.start(work, DataSourceSetting.h2())) {
      Applications applications = new Applications(server, work.resolve("wars"));
      Path plain = applications.plain("plain");
      Path guarded = applications.guarded("guarded");
      for (int i = -WARM_UP; i < pairs; i++) {
        long one = millis(server, plain, "plain");
        long other = millis(server, guarded, "guarded");
        if (i >= 0) {
          without[i] = one;
          more[i] = other - one;
        }
      }
    }
    Arrays.sort(without);
    Arrays.sort(more);
    System.out.printf(
        "Deployment on %s: %d ms without, %d ms more (%d to %d) of %d pairs%n",
        distribution.titleAndVersion(),
        without[pairs / 2],
        more[pairs / 2],
        more[0],
        more[pairs - 1],
        pairs);
  }

  private static long millis(RunningServer server, Path war, String name) throws Exception {
    int before = server.log().length();
    long begin = System.nanoTime();
    assertThat(server.deploy(war)).isTrue();
    long took = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    long told = told(server.log().substring(before));
    server.undeploy(name);
    return told >= 0 ? told : took;
  }

  /** What a server counts itself is not blurred by how often it looks for applications. */
  private static long told(String log) {
    for (Pattern pattern : TOLD) {
      Matcher matcher = pattern.matcher(log);
      if (matcher.find()) {
        double number = Double.parseDouble(matcher.group(1).replace(",", ""));
        return Math.round(matcher.group(2).startsWith("s") ? 1000 * number : number);
      }
    }
    return -1;
  }
}
