package org.gatepost.sample.crash;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gatepost.sample.server.PayaraMicro;

/** A server that is killed and started again, always at the same address. */
final class Node implements AutoCloseable {
  private final Path work;
  private final int port;
  private final Path war;
  private final List<String> javaOptions;
  private final List<String> options;
  private PayaraMicro server;

  /**
   * A node, not started.
   *
   * @param grid options of Payara Micro for the grid, or that there is none
   */
  Node(Path work, Path war, Storage storage, List<String> grid) throws IOException {
    this.work = work;
    this.port = PayaraMicro.freePort();
    this.war = war;
    this.javaOptions = storage.javaOptions();
    this.options = new ArrayList<>(grid);
    this.options.addAll(storage.options());
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Starts it and does not wait. */
  void launch() throws IOException {
    // What the one that was killed had unpacked.
    Path temporary = work.resolve("tmp");
    if (Files.exists(temporary)) {
      try (Stream<Path> files = Files.walk(temporary)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
    server = PayaraMicro.launch(Application.TARGET, work, port, List.of(war), javaOptions, options);
  }

  void start() throws IOException, InterruptedException {
    launch();
    server.awaitReady();
  }

  /** Ends it as a power failure would (SIGKILL). */
  void kill() throws InterruptedException {
    server.kill();
  }

  @Override
  public void close() throws InterruptedException {
    if (server != null) {
      server.close();
    }
  }
}
