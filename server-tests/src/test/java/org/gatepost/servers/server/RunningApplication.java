package org.gatepost.servers.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An application in a process of its own, which may have ended. */
public final class RunningApplication implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final int port;
  private final Thread killer;

  RunningApplication(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  void await(String started) throws Exception {
    try {
      Await.until(() -> !process.isAlive() || log().contains(started));
    } catch (AssertionError late) {
      close();
      throw new AssertionError(late.getMessage() + ", see " + log, late);
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Where it answers, with a slash at the end. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** All that it has logged so far. */
  public String log() throws IOException {
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
