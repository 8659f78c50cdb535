package org.gatepost.sample.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gatepost.sample.server.PayaraMicro;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of an application stays behind when it is undeployed. */
class RedeployIT {
  private static final int TIMES = Integer.getInteger("gatepost.redeployments", 10);
  // Enough to see what the server itself keeps, which does not grow.
  private static final int TIMES_WITHOUT = 2;
  private static final Pattern LEFT = Pattern.compile("(?m)^LEFT (\\S+)\\.war (\\d+) (.*)$");

  private static final Path SERVER = Path.of("target", "payara-micro.jar");

  @TempDir private Path folder;

  @Test
  void noMoreClassLoadersAreLeftThanWithoutGatepost() throws Exception {
    String order = Shop.event("order.paid", "order-1");
    Path without =
        Shop.export(
            folder,
            ShrinkWrap.create(WebArchive.class, "without.war")
                .addClasses(Seen.class, SeenServlet.class)
                .addAsWebInfResource(new StringAsset(""), "beans.xml"));
    Path with = Shop.export(folder, "with");

    Map<String, MatchResult> left =
        redeploy(
            order,
            List.of(Integer.toString(TIMES_WITHOUT), without.toString()),
            List.of(Integer.toString(TIMES), with.toString()));

    assertThat(left.get("with").group(3)).isEqualTo("{\"status\":\"success\"}");
    int withoutGatepost = Integer.parseInt(left.get("without").group(2));
    // Both kinds are counted in one process: those of the first are still there in the second.
    assertThat(Integer.parseInt(left.get("with").group(2)))
        .isLessThanOrEqualTo(2 * withoutGatepost)
        .isLessThan(TIMES / 2);
  }

  private Map<String, MatchResult> redeploy(String order, List<String> without, List<String> with)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:MetaspaceSize=256m",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                // The server asks for a collection at each undeployment. To count is to collect.
                "-XX:+DisableExplicitGC",
                "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp"))));
    command.addAll(opens());
    command.addAll(List.of("-cp", SERVER.toAbsolutePath() + ":" + program()));
    command.add(Redeployment.class.getName());
    command.addAll(List.of(Integer.toString(PayaraMicro.freePort()), order, Shop.signature(order)));
    command.addAll(without);
    command.addAll(with);
    Path log = folder.resolve("redeployment.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    Map<String, MatchResult> left = new HashMap<>();
    LEFT.matcher(Files.readString(log))
        .results()
        .forEach(result -> left.put(result.group(1), result));
    assertThat(left).as(Files.readString(log)).hasSize(2);
    return left;
  }

  /** What the server is allowed when it is started by {@code -jar}. */
  private static List<String> opens() throws IOException {
    try (JarFile jar = new JarFile(SERVER.toFile())) {
      String packages = jar.getManifest().getMainAttributes().getValue("Add-Opens");
      return Arrays.stream(packages.split(" "))
          .map(each -> "--add-opens=" + each + "=ALL-UNNAMED")
          .toList();
    }
  }

  /** A class path of nothing but the program: what else is there would hide the application's. */
  private Path program() throws IOException {
    String name = Redeployment.class.getName().replace('.', '/') + ".class";
    Path classes = folder.resolve("classes");
    Files.createDirectories(classes.resolve(name).getParent());
    try (InputStream in = Redeployment.class.getResourceAsStream("/" + name)) {
      Files.copy(in, classes.resolve(name));
    }
    return classes;
  }
}
