package org.gatepost.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.gatepost.servers.server.Distribution;

/** What ran, one line a check and server, for the table in {@code docs/servers.md}. */
final class Results {
  private static final Path FILE = Path.of("target", "results.tsv");
  private static boolean begun;

  private Results() {}

  static synchronized void add(
      Distribution server, String theme, String check, String outcome, String reason) {
    String line =
        String.join(
            "\t",
            server.id(),
            server.titleAndVersion(),
            theme,
            check,
            outcome,
            reason.replace('\t', ' ').replace('\n', ' '));
    try {
      if (!begun) {
        Files.deleteIfExists(FILE);
        begun = true;
      }
      Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
