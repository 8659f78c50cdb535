package org.gatepost.servers.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gatepost.servers.Secrets;

/**
 * What all servers have in common: a process, a log, and a folder whose applications it deploys.
 */
abstract class ServerProcess implements RunningServer {
  final Setting setting;
  private Process process;
  private Thread killer;

  ServerProcess(Setting setting) {
    this.setting = setting;
  }

  /** Writes its configuration. */
  abstract void configure() throws IOException;

  /** The command that runs it, which has to be the server's own process. */
  abstract List<String> command() throws IOException;

  /** Variables of its environment beside those of secrets. */
  List<String[]> environment() {
    return List.of();
  }

  /** Whether it takes applications by now. */
  abstract boolean isReady(String log) throws IOException;

  /** Where applications are put. */
  abstract Path deployments();

  /**
   * What became of a deployment, once that is known.
   *
   * @param news what has been logged since the application was put there
   */
  abstract Optional<Boolean> deployed(String name, String news) throws IOException;

  /** Whether an application has stopped, likewise. */
  abstract boolean undeployed(String name, String news) throws IOException;

  final void launch() throws Exception {
    configure();
    Files.createDirectories(deployments());
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .directory(setting.work().toFile())
            .redirectErrorStream(true)
            .redirectOutput(setting.work().resolve("console.log").toFile());
    builder.environment().putAll(Secrets.ENVIRONMENT);
    environment().forEach(variable -> builder.environment().put(variable[0], variable[1]));
    process = builder.start();
    killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    await(() -> isReady(log()));
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(Condition condition) throws Exception {
    try {
      Await.until(
          () -> {
            if (!process.isAlive()) {
              throw new IllegalStateException("it has ended, see " + logFile());
            }
            return condition.holds();
          });
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + ", see " + logFile(), late);
    }
  }

  @Override
  public final boolean deploy(Path application) throws Exception {
    int before = log().length();
    String file = application.getFileName().toString();
    // A server that looks meanwhile must not see half of it.
    Path beside = setting.work().resolve(file + ".part");
    Files.copy(application, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, deployments().resolve(file), StandardCopyOption.ATOMIC_MOVE);
    placed(file);
    boolean[] started = new boolean[1];
    String name = nameOf(file);
    await(
        () -> {
          Optional<Boolean> outcome = deployed(name, log().substring(before));
          started[0] = outcome.orElse(false);
          return outcome.isPresent();
        });
    return started[0];
  }

  /** Called when an application has been put there. */
  void placed(String file) throws IOException {}

  @Override
  public final void undeploy(String name) throws Exception {
    int before = log().length();
    Files.deleteIfExists(deployments().resolve(name + ".war"));
    await(() -> undeployed(name, log().substring(before)));
  }

  private static String nameOf(String file) {
    return file.substring(0, file.lastIndexOf('.'));
  }

  /** Where it logs, if not to the console. */
  Path logFile() {
    return setting.work().resolve("console.log");
  }

  @Override
  public final Distribution distribution() {
    return setting.distribution();
  }

  @Override
  public final URI base() {
    return URI.create("http://127.0.0.1:" + setting.port() + "/");
  }

  @Override
  public final String log() {
    try {
      // Byte for byte, since the server may be in the middle of a character.
      return Files.exists(logFile())
          ? Files.readString(logFile(), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    Runtime.getRuntime().removeShutdownHook(killer);
  }

  @Override
  public final void close() throws InterruptedException {
    process.destroy();
    if (process.waitFor(30, TimeUnit.SECONDS)) {
      Runtime.getRuntime().removeShutdownHook(killer);
    } else {
      kill();
    }
  }
}
