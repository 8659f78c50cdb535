package org.gatepost.servers.server;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The application of a framework, compiled against that framework alone. */
public final class FrameworkApplication {
  private final Framework framework;
  private final Path work;
  private final String classPath;

  private FrameworkApplication(Framework framework, Path work, String classPath) {
    this.framework = framework;
    this.work = work;
    this.classPath = classPath;
  }

  /** Compiles it. */
  public static FrameworkApplication compile(Framework framework) throws Exception {
    Path work = Path.of("target", "work", framework.id()).toAbsolutePath();
    Folders.delete(work);
    Path classes = work.resolve("classes");
    Path sources = Path.of("src", framework.sources());
    if (Files.isDirectory(sources.resolve("resources"))) {
      Folders.copy(sources.resolve("resources"), classes);
    }
    Files.createDirectories(classes);
    List<Path> jars = new ArrayList<>(files(Path.of("target", "frameworks", framework.id()), ""));
    jars.addAll(files(Path.of("target", "libraries"), "gatepost-core"));
    jars.addAll(files(Path.of("target", "libraries"), "gatepost-filter"));
    jars.add(h2());
    String separator = System.getProperty("path.separator");
    String libraries =
        String.join(
            separator, jars.stream().map(Path::toAbsolutePath).map(Path::toString).toList());
    List<String> arguments = new ArrayList<>(List.of("-parameters", "-proc:none", "-Xlint:none"));
    arguments.addAll(List.of("-d", classes.toString(), "-cp", libraries));
    try (Stream<Path> all = Files.walk(sources.resolve("java"))) {
      all.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new AssertionError("the application of " + framework.titleAndVersion());
    }
    return new FrameworkApplication(framework, work, classes + separator + libraries);
  }

  private static List<Path> files(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  private static Path h2() throws URISyntaxException {
    return Path.of(org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /**
   * Starts it, and waits until it has started or ended.
   *
   * @param name of its log
   * @param environment variables besides those of the system
   * @param arguments in which {@code PORT} stands for where it is to answer
   */
  public RunningApplication start(
      String name, Map<String, String> environment, List<String> arguments) throws Exception {
    int port = FreePorts.one();
    List<String> command = new ArrayList<>();
    command.add(JavaHomes.executable(17).toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MetaspaceSize=256m", "-Xmx256m"));
    command.addAll(List.of("-Djava.io.tmpdir=" + work, "-cp", classPath));
    command.add("org.gatepost.servers." + framework.sources() + ".Shop");
    arguments.forEach(each -> command.add(each.replace("PORT", Integer.toString(port))));
    Path log = work.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    RunningApplication application = new RunningApplication(builder.start(), log, port);
    application.await(framework.started());
    return application;
  }
}
