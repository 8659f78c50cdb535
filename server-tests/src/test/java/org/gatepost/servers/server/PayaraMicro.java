package org.gatepost.servers.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Payara Micro, started by {@link MicroProgram}. */
final class PayaraMicro extends ServerProcess {
  // Its data source is H2, by the name that Jakarta EE gives it.
  private static final String DATA_SOURCE = "java:comp/DefaultDataSource";
  private static final String LISTENER =
      "configs.config.server-config.network-config.network-listeners.network-listener.http-listener";

  PayaraMicro(Setting setting) {
    super(setting);
  }

  private Path work(String path) {
    return setting.work().resolve(path);
  }

  @Override
  void configure() throws IOException {
    Files.createDirectories(work("tmp"));
    Files.writeString(work("preboot.txt"), "set " + LISTENER + ".address=127.0.0.1\n");
    // The program alone, since its class path is in front of the applications' own classes.
    String program = MicroProgram.class.getName().replace('.', '/') + ".class";
    Path copy = work("program").resolve(program);
    Files.createDirectories(copy.getParent());
    Files.deleteIfExists(copy);
    try (InputStream in = MicroProgram.class.getClassLoader().getResourceAsStream(program)) {
      Files.copy(in, copy);
    }
  }

  @Override
  List<String> command() {
    Path jar = setting.unpacked().resolve(distribution().id()).resolve("payara-micro.jar");
    return List.of(
        JavaHomes.executable(distribution().java()).toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:MetaspaceSize=256m",
        "-Xmx768m",
        "-Djava.io.tmpdir=" + work("tmp"),
        // What the jar's manifest opens.
        "--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.net=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
        "--add-opens=java.management/sun.management=ALL-UNNAMED",
        "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
        "--add-opens=java.logging/java.util.logging=ALL-UNNAMED",
        "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
        "-cp",
        work("program") + System.getProperty("path.separator") + jar,
        MicroProgram.class.getName(),
        deployments().toString(),
        "--nohazelcast",
        "--disablephonehome",
        "--port",
        Integer.toString(setting.port()),
        "--prebootcommandfile",
        work("preboot.txt").toString());
  }

  @Override
  boolean isReady(String log) {
    return log.contains(MicroProgram.READY);
  }

  @Override
  Path deployments() {
    return work("deployments");
  }

  @Override
  Optional<Boolean> deployed(String name, String news) {
    if (news.contains(MicroProgram.DEPLOYED + name + ".war\n")) {
      return Optional.of(true);
    }
    return news.contains(MicroProgram.REFUSED + name + ".war\n")
        ? Optional.of(false)
        : Optional.empty();
  }

  @Override
  boolean undeployed(String name, String news) {
    return news.contains(MicroProgram.UNDEPLOYED + name + ".war\n");
  }

  @Override
  public String dataSource() {
    return DATA_SOURCE;
  }
}
