package org.gatepost.servers.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tomcat with a base folder of its own. */
final class Tomcat extends ServerProcess {
  // What bin/catalina.sh opens.
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.rmi/sun.rmi.transport");

  private final Path home;

  Tomcat(Setting setting) {
    super(setting);
    home = setting.unpacked().resolve("apache-tomcat-" + distribution().version());
  }

  private Path work(String path) {
    return setting.work().resolve(path);
  }

  @Override
  void configure() throws IOException {
    Folders.copy(home.resolve("conf"), work("conf"));
    Files.createDirectories(work("temp"));
    Files.writeString(
        work("conf/server.xml"),
        """
        <Server port="-1">
          <Service name="Catalina">
            <Connector port="PORT" address="127.0.0.1"/>
            <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
              <Host name="localhost" appBase="webapps" autoDeploy="true"/>
            </Engine>
          </Service>
        </Server>
        """
            .replace("PORT", Integer.toString(setting.port())));
  }

  @Override
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(JavaHomes.executable(distribution().java()).toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MetaspaceSize=256m", "-Xmx512m"));
    OPENED.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
    command.add("-Djava.util.logging.config.file=" + work("conf/logging.properties"));
    command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
    command.add("-Dcatalina.home=" + home);
    command.add("-Dcatalina.base=" + setting.work());
    command.add("-Djava.io.tmpdir=" + work("temp"));
    command.add("-cp");
    command.add(
        home.resolve("bin/bootstrap.jar")
            + System.getProperty("path.separator")
            + home.resolve("bin/tomcat-juli.jar"));
    command.addAll(List.of("org.apache.catalina.startup.Bootstrap", "start"));
    return command;
  }

  @Override
  boolean isReady(String log) {
    return log.contains("Server startup in");
  }

  @Override
  Path deployments() {
    return work("webapps");
  }

  @Override
  Optional<Boolean> deployed(String name, String news) {
    if (!news.contains(name + ".war] has finished in")) {
      return Optional.empty();
    }
    return Optional.of(!news.contains("Context [/" + name + "] startup failed"));
  }

  @Override
  boolean undeployed(String name, String news) {
    return news.contains("Undeploying context [/" + name + "]")
        && !Files.exists(deployments().resolve(name));
  }

  @Override
  public String dataSource() {
    throw new UnsupportedOperationException(distribution().titleAndVersion());
  }
}
