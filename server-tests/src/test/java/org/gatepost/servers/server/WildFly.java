package org.gatepost.servers.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WildFly with a copy of its standalone folder. */
final class WildFly extends ServerProcess {
  // What bin/common.sh opens.
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.net",
          "java.base/java.security",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.management/javax.management",
          "java.naming/javax.naming");
  private static final List<String> EXPORTED =
      List.of(
          "java.desktop/sun.awt",
          "java.naming/com.sun.jndi.ldap",
          "java.naming/com.sun.jndi.url.ldap",
          "java.naming/com.sun.jndi.url.ldaps",
          "jdk.naming.dns/com.sun.jndi.dns");

  private static final String DRIVER = "driver.jar";
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)ExampleDS\".*?(<connection-url>.*?)</datasource>");

  private final Path home;

  WildFly(Setting setting) {
    super(setting);
    home = setting.unpacked().resolve("wildfly-" + System.getProperty("gatepost.version.wildfly"));
  }

  @Override
  void configure() throws IOException {
    Folders.copy(home.resolve("standalone/configuration"), work("configuration"));
    Path file = work("configuration/standalone.xml");
    String shipped = Files.readString(home.resolve("standalone/configuration/standalone.xml"));
    DataSourceSetting database = setting.dataSource();
    Matcher source = EXAMPLE.matcher(shipped);
    if (!source.find()) {
      throw new IOException("no data source in " + file);
    }
    String url =
        "<connection-url>jdbc:" + database.url().replace("&", "&amp;") + "</connection-url>";
    // Any password, as the database takes the first that it is told, or asks for none.
    String driver = database.isH2() ? "h2" : DRIVER;
    String changed =
        shipped.substring(0, source.start(1))
            + url
            + "<driver>"
            + driver
            + "</driver><security user-name=\""
            + database.user()
            + "\" password=\"any\"/>"
            + shipped.substring(source.end(1));
    Files.writeString(file, changed.replace("scan-interval=\"5000\"", "scan-interval=\"500\""));
    if (!database.isH2()) {
      // A driver is deployed as an application is.
      Files.createDirectories(deployments());
      Path copy = deployments().resolve(DRIVER);
      Files.copy(database.driver(), copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path work(String path) {
    return setting.work().resolve(path);
  }

  @Override
  List<String> command() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JavaHomes.executable(distribution().java()).toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MetaspaceSize=256m", "-Xmx768m"));
    OPENED.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
    EXPORTED.forEach(name -> command.add("--add-exports=" + name + "=ALL-UNNAMED"));
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add("-Dlogging.configuration=" + work("configuration/logging.properties").toUri());
    command.add("-Djava.net.preferIPv4Stack=true");
    command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
    command.add("-Djboss.home.dir=" + home);
    command.add("-Djboss.server.base.dir=" + setting.work());
    command.addAll(List.of("-b", "127.0.0.1", "-bmanagement", "127.0.0.1"));
    command.add("-Djboss.http.port=" + setting.port());
    command.add("-Djboss.https.port=" + FreePorts.one());
    command.add("-Djboss.management.http.port=" + FreePorts.one());
    return command;
  }

  @Override
  boolean isReady(String log) {
    // WFLYSRV0026 is a start with errors, such as of an application that was there before.
    return log.contains("WFLYSRV0025") || log.contains("WFLYSRV0026");
  }

  @Override
  Path deployments() {
    return work("deployments");
  }

  private boolean is(String name, String suffix) {
    return Files.exists(deployments().resolve(name + ".war." + suffix))
        || Files.exists(deployments().resolve(name + ".ear." + suffix));
  }

  @Override
  void placed(String file) throws IOException {
    Files.deleteIfExists(deployments().resolve(file + ".failed"));
    Files.deleteIfExists(deployments().resolve(file + ".deployed"));
    Files.writeString(deployments().resolve(file + ".dodeploy"), "");
  }

  @Override
  Optional<Boolean> deployed(String name, String news) {
    boolean started = is(name, "deployed");
    return started || is(name, "failed") ? Optional.of(started) : Optional.empty();
  }

  @Override
  boolean undeployed(String name, String news) {
    return !is(name, "deployed");
  }

  @Override
  public String dataSource() {
    return "java:jboss/datasources/ExampleDS";
  }
}
