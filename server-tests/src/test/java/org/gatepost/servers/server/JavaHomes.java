package org.gatepost.servers.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The Java to run a server with: this one if it is new enough, or one that the system has. */
public final class JavaHomes {
  private static final List<Path> USUAL =
      List.of(
          Path.of("/usr/lib/jvm"),
          Path.of("/Library/Java/JavaVirtualMachines"),
          Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"),
          Path.of("C:\\Program Files\\Java"),
          Path.of("C:\\Program Files\\Eclipse Adoptium"));

  private JavaHomes() {}

  /** The program, of at least this version. */
  static Path executable(int version) {
    return find(version)
        .orElseThrow(() -> new IllegalStateException("no Java " + version))
        .resolve("bin/java");
  }

  /** A folder of a Java of at least this version, if there is one. */
  public static Optional<Path> find(int version) {
    if (Runtime.version().feature() >= version) {
      return Optional.of(Path.of(System.getProperty("java.home")));
    }
    return candidates().filter(home -> feature(home) >= version).findFirst();
  }

  private static Stream<Path> candidates() {
    List<Path> all = new ArrayList<>();
    String named = System.getenv("JAVA25_HOME");
    if (named != null) {
      all.add(Path.of(named));
    }
    all.addAll(Toolchains.homes());
    for (Path folder : USUAL) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> homes = Files.list(folder)) {
          homes
              .sorted()
              .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
              .forEach(all::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return all.stream();
  }

  /** As the JDK's file {@code release} says; 0 if there is none. */
  private static int feature(Path home) {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
      return Runtime.Version.parse(release.getProperty("JAVA_VERSION", "").replace("\"", ""))
          .feature();
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }
}
