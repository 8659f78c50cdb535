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

/** GlassFish, of which each has a copy, since it writes to what it is unpacked to. */
final class GlassFish extends ServerProcess {
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.util",
          "java.base/sun.net.www.protocol.jrt",
          "java.naming/javax.naming.spi",
          "java.rmi/sun.rmi.transport");
  private static final String JAR = "glassfish/modules/glassfish.jar";

  GlassFish(Setting setting) {
    super(setting);
  }

  private Path home(String path) {
    return setting.work().resolve("home").resolve(path);
  }

  private Path domain(String path) {
    return home("glassfish/domains/domain1").resolve(path);
  }

  /** Every listener on a free port of the loopback address. */
  @Override
  void configure() throws IOException {
    Path unpacked =
        setting.unpacked().resolve("glassfish" + distribution().version().split("\\.")[0]);
    Folders.copy(unpacked, home(""));
    Files.copy(
        setting.dataSource().driver(),
        domain("lib").resolve(setting.dataSource().driver().getFileName()),
        StandardCopyOption.REPLACE_EXISTING);
    String shipped =
        Files.readString(unpacked.resolve("glassfish/domains/domain1/config/domain.xml"));
    int end = shipped.indexOf("<config name=\"default-config\"");
    Matcher ports =
        Pattern.compile(" port=\"[0-9]+\"( protocol=\"http-listener-1\")?")
            .matcher(shipped.substring(0, end).replace("0.0.0.0", "127.0.0.1"));
    StringBuilder changed = new StringBuilder();
    while (ports.find()) {
      String first = ports.group(1);
      int chosen = first == null ? FreePorts.one() : setting.port();
      ports.appendReplacement(changed, " port=\"" + chosen + "\"" + (first == null ? "" : first));
    }
    ports.appendTail(changed);
    String here =
        changed
            .toString()
            .replace("<network-listener port", "<network-listener address=\"127.0.0.1\" port");
    Files.writeString(domain("config/domain.xml"), here + shipped.substring(end));
  }

  @Override
  List<String> command() {
    if (!Files.exists(home(JAR))) {
      return List.of("bash", home("glassfish/bin/startserv").toString());
    }
    List<String> command = new ArrayList<>();
    command.add(JavaHomes.executable(distribution().java()).toString());
    OPENED.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MetaspaceSize=256m", "-Xmx768m"));
    command.addAll(List.of("-jar", home(JAR).toString()));
    return command;
  }

  @Override
  List<String[]> environment() {
    // GlassFish 8 takes it from there.
    String java = JavaHomes.find(distribution().java()).orElseThrow().toString();
    return List.<String[]>of(new String[] {"AS_JAVA", java});
  }

  @Override
  boolean isReady(String log) {
    return log.contains("NCLS-CORE-00017") || log.contains("startup time :");
  }

  @Override
  Path deployments() {
    return domain("autodeploy");
  }

  private boolean is(String name, String suffix) {
    return Files.exists(deployments().resolve(name + ".war" + suffix))
        || Files.exists(deployments().resolve(name + ".ear" + suffix));
  }

  @Override
  Optional<Boolean> deployed(String name, String news) {
    return is(name, "_deployed")
        ? Optional.of(true)
        : is(name, "_deployFailed") ? Optional.of(false) : Optional.empty();
  }

  @Override
  boolean undeployed(String name, String news) throws IOException {
    boolean gone = is(name, "_undeployed");
    if (gone) {
      Files.deleteIfExists(deployments().resolve(name + ".war_undeployed"));
    }
    return gone;
  }

  @Override
  public String dataSource() {
    return "java:app/jdbc/work";
  }
}
