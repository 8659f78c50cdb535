package org.gatepost.servers.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Jetty with a base folder of its own. */
final class Jetty extends ServerProcess {
  private final Path home;
  private final String environment;

  /**
   * One for a version of Jakarta EE.
   *
   * @param environment as Jetty calls it: {@code ee10}
   */
  Jetty(Setting setting, String environment) {
    super(setting);
    this.environment = environment;
    home = setting.unpacked().resolve("jetty-home-" + distribution().version());
  }

  private Path work(String path) {
    return setting.work().resolve(path);
  }

  @Override
  void configure() throws IOException {
    Files.createDirectories(work("tmp"));
    Files.createDirectories(work("start.d"));
    Files.writeString(
        work("start.d/hooks.ini"),
        """
        --module=http
        --module=EE-deploy
        --module=EE-annotations
        --module=EE-cdi-decorate
        """
            .replace("EE", environment));
  }

  @Override
  List<String> command() {
    return List.of(
        JavaHomes.executable(distribution().java()).toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:MetaspaceSize=256m",
        "-Xmx512m",
        "-Djava.io.tmpdir=" + work("tmp"),
        "-jar",
        home.resolve("start.jar").toString(),
        "jetty.home=" + home,
        "jetty.base=" + setting.work(),
        "jetty.http.host=127.0.0.1",
        "jetty.http.port=" + setting.port(),
        "jetty.deploy.scanInterval=1");
  }

  @Override
  boolean isReady(String log) {
    return log.contains("oejs.Server:main: Started") || log.contains(": Started oejs.Server");
  }

  @Override
  Path deployments() {
    return work("webapps");
  }

  @Override
  Optional<Boolean> deployed(String name, String news) {
    if (news.lines()
        .anyMatch(line -> line.contains("Failed startup of context") && is(name, line))) {
      return Optional.of(false);
    }
    return news.lines().anyMatch(line -> isStart(line) && is(name, line))
        ? Optional.of(true)
        : Optional.empty();
  }

  /** Of the servlets: its own context has started somewhat before. */
  private static boolean isStart(String line) {
    return line.contains(".ServletContextHandler:") && line.contains(": Started ");
  }

  private static boolean is(String name, String line) {
    return line.contains("/" + name + ",") || line.contains("{" + name + ",");
  }

  @Override
  boolean undeployed(String name, String news) {
    return news.lines().anyMatch(line -> line.contains(": Stopped ") && is(name, line));
  }

  @Override
  public String dataSource() {
    throw new UnsupportedOperationException(distribution().titleAndVersion());
  }
}
