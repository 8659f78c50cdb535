package org.gatepost.sample.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Payara Micro in a process of its own, on the loopback interface; {@link #close} ends it. */
public final class PayaraMicro implements AutoCloseable {
  /** What the environment has as {@code GITHUB_WEBHOOK_SECRET}. */
  public static final String GITHUB_SECRET = "a secret of GitHub";

  private static final Duration LIMIT = Duration.ofMinutes(15);

  private final Process process;
  private final URI base;
  private final Path log;

  private PayaraMicro(Process process, URI base, Path log) {
    this.process = process;
    this.base = base;
    this.log = log;
  }

  /** A port that was free a moment ago. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Starts a server and waits until it has dealt with the applications, whether they deployed or
   * not.
   *
   * @param target the build's folder, where payara-micro.jar is
   * @param work the server's folder, made if it is not there: its log, its temporary files and,
   *     unless said otherwise, the sample's database
   * @param port where it listens
   * @param wars the applications
   */
  public static PayaraMicro start(Path target, Path work, int port, List<Path> wars)
      throws IOException, InterruptedException {
    PayaraMicro server = launch(target, work, port, wars, List.of(), noGrid());
    server.awaitReady();
    return server;
  }

  /**
   * Starts a member of a grid of Hazelcast, likewise.
   *
   * @param gridPort where it talks to other members, on the loopback interface too
   * @param knownPort the grid port of a member that it is to find, or its own
   */
  public static PayaraMicro startMember(
      Path target, Path work, int port, List<Path> wars, int gridPort, int knownPort)
      throws IOException, InterruptedException {
    PayaraMicro server = launch(target, work, port, wars, List.of(), grid(gridPort, knownPort));
    server.awaitReady();
    return server;
  }

  /** The options of a server that is not in a grid. */
  public static List<String> noGrid() {
    return List.of("--nohazelcast");
  }

  /**
   * The options of a member of a grid.
   *
   * @param gridPort as for {@link #startMember}
   * @param knownPort as for {@link #startMember}
   */
  public static List<String> grid(int gridPort, int knownPort) {
    return List.of(
        "--interfaces",
        "127.0.0.1",
        "--startport",
        Integer.toString(gridPort),
        "--clustermode",
        "tcpip:127.0.0.1:" + knownPort,
        "--clustername",
        "gatepost-" + knownPort,
        // Else no member would keep a backup of another on the same host.
        "--nohostaware");
  }

  /**
   * Starts a server and does not wait for it.
   *
   * @param target as for {@link #start}
   * @param work as for {@link #start}
   * @param port as for {@link #start}
   * @param wars as for {@link #start}
   * @param javaOptions options of the Java launcher beside the usual
   * @param options options of Payara Micro beside the usual
   */
  public static PayaraMicro launch(
      Path target,
      Path work,
      int port,
      List<Path> wars,
      List<String> javaOptions,
      List<String> options)
      throws IOException {
    Path temporary = Files.createDirectories(work.resolve("tmp")).toAbsolutePath();
    Path settings = target.resolve("test-classes/server").toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:MetaspaceSize=256m",
            // Its classes came whole from Maven Central; to verify each costs a sixth of its start.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-Djava.io.tmpdir=" + temporary));
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", target.resolve("payara-micro.jar").toAbsolutePath().toString()));
    command.addAll(options);
    command.addAll(List.of("--disablephonehome", "--port", Integer.toString(port)));
    command.addAll(List.of("--prebootcommandfile", settings.resolve("loopback.txt").toString()));
    command.addAll(List.of("--logproperties", settings.resolve("logging.properties").toString()));
    // By a command for each: of applications given by --deploy, one that fails keeps the others
    // from starting.
    List<String> deployments = new ArrayList<>();
    // Else an application at the root gets a Jersey of its own for /openapi, which takes a sixth
    // of the start. The server that Arquillian starts has it.
    deployments.add("set-openapi-configuration --virtualservers=none");
    wars.forEach(war -> deployments.add("deploy \"" + war.toAbsolutePath() + "\""));
    Path commands = Files.write(work.resolve("deploy.txt"), deployments).toAbsolutePath();
    command.addAll(List.of("--postbootcommandfile", commands.toString()));
    Path log = work.resolve("server.log");
    ProcessBuilder server =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    server.environment().put("GITHUB_WEBHOOK_SECRET", GITHUB_SECRET);
    return new PayaraMicro(server.start(), URI.create("http://127.0.0.1:" + port + "/"), log);
  }

  /** Where it answers, with a slash at the end. */
  public URI base() {
    return base;
  }

  /** Everything it has logged so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it logs. */
  public Path logFile() {
    return log;
  }

  /** Waits until the server ends, and gives its exit code. */
  public int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends it as a power failure would (SIGKILL). */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Waits until it has dealt with the applications. */
  public void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!log().contains("ready in")) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "Payara Micro ended with exit code " + process.exitValue() + ", see " + log);
      }
      if (System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("Payara Micro was not ready within " + LIMIT + ", see " + log);
      }
    }
  }
}
