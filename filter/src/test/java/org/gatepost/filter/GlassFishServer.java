package org.gatepost.filter;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gatepost.fixture.Await;

/** GlassFish in a process of its own, as unpacked into a folder, with one WAR of a web.xml. */
final class GlassFishServer extends Server {
  private static final String NAME = "hooks";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.util",
          "java.base/sun.net.www.protocol.jrt",
          "java.naming/javax.naming.spi",
          "java.rmi/sun.rmi.transport");

  private final Path domain;
  private final Process process;
  private final Thread killer;
  private final int port;

  /**
   * Starts it.
   *
   * @param folder where it was unpacked
   * @param classes the folders whose classes are in the WAR
   */
  GlassFishServer(Path folder, String webXml, Path... classes) throws Exception {
    domain = folder.resolve("glassfish/domains/domain1");
    port = freePort();
    configure();
    Path deployed = domain.resolve("autodeploy/" + NAME + ".war");
    try (Stream<Path> former = Files.list(deployed.getParent())) {
      for (Path path : (Iterable<Path>) former.filter(Files::isRegularFile)::iterator) {
        Files.delete(path);
      }
    }
    process = start(folder);
    killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    Path war = domain.resolve(NAME + ".war");
    writeWar(war, webXml, classes);
    Files.move(war, deployed);
    Await.until(
        () -> {
          if (!process.isAlive() || Files.exists(marker("_deployFailed"))) {
            throw new IllegalStateException(log());
          }
          return Files.exists(marker("_deployed"));
        },
        PATIENCE);
  }

  private Path marker(String suffix) {
    return domain.resolve("autodeploy/" + NAME + ".war" + suffix);
  }

  private String log() throws IOException {
    return Files.readString(domain.resolve("console.log"), StandardCharsets.UTF_8);
  }

  /** Every listener on a free port of the loopback address. */
  private void configure() throws IOException {
    Path file = domain.resolve("config/domain.xml");
    Path shipped = domain.resolve("config/domain.xml.shipped");
    if (!Files.exists(shipped)) {
      // The server writes its own over it, with the attributes in another order.
      Files.copy(file, shipped);
    }
    String text = Files.readString(shipped);
    int end = text.indexOf("<config name=\"default-config\"");
    Matcher ports =
        Pattern.compile(" port=\"[0-9]+\"( protocol=\"http-listener-1\")?")
            .matcher(text.substring(0, end).replace("0.0.0.0", "127.0.0.1"));
    StringBuilder changed = new StringBuilder();
    while (ports.find()) {
      String first = ports.group(1);
      int chosen = first == null ? freePort() : port;
      ports.appendReplacement(changed, " port=\"" + chosen + "\"" + (first == null ? "" : first));
    }
    ports.appendTail(changed);
    String here =
        changed
            .toString()
            .replace("<network-listener port", "<network-listener address=\"127.0.0.1\" port");
    Files.writeString(file, here + text.substring(end));
  }

  private Process start(Path folder) throws IOException {
    Path java = Path.of(System.getProperty("gatepost.glassfish.java"));
    ProcessBuilder builder = new ProcessBuilder(command(folder, java));
    // GlassFish 8 takes it from there.
    builder.environment().put("AS_JAVA", java.toString());
    return builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(domain.resolve("console.log").toFile())
        .start();
  }

  private static List<String> command(Path folder, Path java) {
    String jar = "glassfish/modules/glassfish.jar";
    if (!Files.exists(folder.resolve(jar))) {
      return List.of("bash", "glassfish/bin/startserv");
    }
    Stream<String> opened = OPENED.stream().map(name -> "--add-opens=" + name + "=ALL-UNNAMED");
    return Stream.of(
            Stream.of(java.resolve("bin/java").toString()),
            opened,
            Stream.of("-Xmx512m", "-jar", jar))
        .flatMap(part -> part)
        .toList();
  }

  private static void writeWar(Path war, String webXml, Path... classes) throws IOException {
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      zip.write(webXml.getBytes(StandardCharsets.UTF_8));
      for (Path folder : classes) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
            zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + folder.relativize(file)));
            Files.copy(file, zip);
          }
        }
      }
      addClass(zip, AsyncFailures.class);
    }
  }

  private static void addClass(ZipOutputStream zip, Class<? extends HttpServlet> type)
      throws IOException {
    for (Class<?> each :
        Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses())).toList()) {
      String path = each.getName().replace('.', '/') + ".class";
      zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + path));
      try (InputStream in = each.getClassLoader().getResourceAsStream(path)) {
        in.transferTo(zip);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
