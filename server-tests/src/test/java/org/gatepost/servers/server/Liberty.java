package org.gatepost.servers.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Open Liberty with a user folder of its own. */
final class Liberty extends ServerProcess {
  private static final String NAME = "hooks";

  // Could not be started or updated, or has not been, each first and after a change.
  private static final Pattern REFUSED =
      Pattern.compile("CWWKZ0002E|CWWKZ0004E|CWWKZ0012I|CWWKZ0020I");

  private final Path home;

  Liberty(Setting setting) {
    super(setting);
    home = setting.unpacked().resolve("wlp");
  }

  private Path server(String path) {
    return setting.work().resolve("servers").resolve(NAME).resolve(path);
  }

  @Override
  void configure() throws IOException {
    Path driver = setting.dataSource().driver();
    Files.createDirectories(server("dropins"));
    Files.writeString(
        server("server.xml"),
        """
        <server>
          <featureManager>
            <feature>webProfile-10.0</feature>
            <feature>mpConfig-3.1</feature>
            <feature>jndi-1.0</feature>
          </featureManager>
          <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="PORT" httpsPort="-1"/>
          <applicationManager startTimeout="5m" stopTimeout="5m"/>
          <applicationMonitor updateTrigger="polled" pollingRate="500ms" dropinsEnabled="true"/>
          <library id="driver"><file name="DRIVER"/></library>
          <dataSource id="DefaultDataSource" jndiName="jdbc/work" type="javax.sql.XADataSource">
            <jdbcDriver libraryRef="driver" javax.sql.XADataSource="XACLASS"/>
            <properties URL="jdbc:URL" url="jdbc:URL" user="USER" password=""/>
          </dataSource>
        </server>
        """
            .replace("PORT", Integer.toString(setting.port()))
            .replace("DRIVER", driver.toString())
            .replace("XACLASS", xaClass())
            .replace(":URL", ":" + setting.dataSource().url())
            .replace("USER", setting.dataSource().user()));
  }

  private String xaClass() {
    return setting.dataSource().xaDataSource().getName();
  }

  @Override
  List<String> command() {
    return List.of(
        JavaHomes.executable(distribution().java()).toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:MetaspaceSize=256m",
        "-Xmx768m",
        "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
        "-Djava.awt.headless=true",
        // What bin/server opens.
        "@" + home.resolve("lib/platform/java/java9.options"),
        "-jar",
        home.resolve("bin/tools/ws-server.jar").toString(),
        NAME);
  }

  @Override
  List<String[]> environment() {
    return List.of(
        new String[] {"WLP_USER_DIR", setting.work().toString()},
        new String[] {"WLP_OUTPUT_DIR", setting.work().resolve("servers").toString()});
  }

  @Override
  Path logFile() {
    return server("logs/messages.log");
  }

  @Override
  boolean isReady(String log) {
    return log.contains("CWWKF0011I");
  }

  @Override
  Path deployments() {
    return server("dropins");
  }

  @Override
  Optional<Boolean> deployed(String name, String news) {
    if (news.contains("CWWKZ0001I: Application " + name + " started")
        || news.contains("CWWKZ0003I: The application " + name + " updated")) {
      return Optional.of(true);
    }
    boolean failed =
        news.lines().anyMatch(line -> REFUSED.matcher(line).find() && isOf(name, line));
    return failed ? Optional.of(false) : Optional.empty();
  }

  @Override
  boolean undeployed(String name, String news) {
    return news.contains("CWWKZ0009I: The application " + name + " has stopped successfully");
  }

  @Override
  public String dataSource() {
    return "jdbc/work";
  }

  private static boolean isOf(String name, String line) {
    return line.contains("pplication " + name + " ") || line.contains("pplication " + name + ".");
  }
}
