package org.gatepost.receiver.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepost.InvalidSettingException;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit log in a file: whole lines, a file for each day, and no request that waits for it. */
class AuditFileTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @RegisterExtension final Log log = new Log();
  @TempDir private Path folder;

  private final SettableClock clock = new SettableClock(NOON);
  private Path path;

  @BeforeEach
  void choosePath() throws IOException {
    path = Files.createDirectory(folder.resolve("log")).resolve("audit.jsonl");
  }

  private AuditFile file() {
    return file(AuditFile.MAX_BYTES);
  }

  private AuditFile file(long maxBytes) {
    return new AuditFile(path, clock, maxBytes);
  }

  private static JsonLine line(long number) {
    return new JsonLine().member("n", number);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(path.getParent())) {
      return List.copyOf(new TreeSet<>(files.map(file -> file.getFileName().toString()).toList()));
    }
  }

  @Test
  void linesStandInTheirOrder() throws Exception {
    AuditFile file = file();
    assertThat(file.write(line(1))).isTrue();
    assertThat(file.write(line(2))).isTrue();
    assertThat(path).hasContent("{\"n\":1}\n{\"n\":2}\n");
    file.close();
    assertThat(file.write(line(3))).isTrue();
    file.close();
    assertThat(path).hasContent("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .doesNotContain("x")
          .endsWith("---");
    }
  }

  @Test
  void fullFileIsExchanged() throws Exception {
    AuditFile file = file(20);
    IntStream.range(0, 5).forEach(i -> assertThat(file.write(line(i))).isTrue());
    file.close();
    assertThat(names())
        .containsExactly("audit.jsonl", "audit.jsonl.2026-03-01.1", "audit.jsonl.2026-03-01.2");
    assertThat(path).hasContent("{\"n\":4}\n");
    assertThat(path.resolveSibling("audit.jsonl.2026-03-01.1"))
        .hasContent("{\"n\":0}\n{\"n\":1}\n");
  }

  @Test
  void lineThatIsLongerThanAFileHasOneOfItsOwn() throws Exception {
    AuditFile file = file(5);
    assertThat(file.write(line(1))).isTrue();
    assertThat(file.write(line(2))).isTrue();
    file.close();
    assertThat(names()).containsExactly("audit.jsonl", "audit.jsonl.2026-03-01.1");
  }

  @Test
  void eachDayHasAFile() throws Exception {
    AuditFile file = file();
    file.write(line(1));
    clock.advance(Duration.ofHours(11).plusMinutes(59));
    file.write(line(2));
    clock.advance(Duration.ofMinutes(1));
    file.write(line(3));
    file.close();
    assertThat(path).hasContent("{\"n\":3}\n");
    assertThat(path.resolveSibling("audit.jsonl.2026-03-01.1"))
        .hasContent("{\"n\":1}\n{\"n\":2}\n");
  }

  @Test
  void whatIsThereFromAnEarlierDayIsPutAside() throws Exception {
    Files.writeString(path, "{}\n");
    Files.setLastModifiedTime(path, FileTime.from(NOON.minus(Duration.ofDays(2))));
    AuditFile file = file();
    file.write(line(1));
    file.close();
    assertThat(path).hasContent("{\"n\":1}\n");
    assertThat(path.resolveSibling("audit.jsonl.2026-02-27.1")).hasContent("{}\n");
  }

  @Test
  void fileThatIsTakenAwayIsMadeAnew() throws Exception {
    AuditFile file = file();
    file.write(line(1));
    Files.move(path, path.resolveSibling("taken"));
    file.write(line(2));
    clock.advance(Duration.ofSeconds(1));
    file.write(line(3));
    file.close();
    assertThat(path.resolveSibling("taken")).hasContent("{\"n\":1}\n{\"n\":2}\n");
    assertThat(path).hasContent("{\"n\":3}\n");
  }

  /** As logrotate does it unless it is told otherwise. */
  @Test
  void fileThatIsExchangedByOthersIsTheOneToWriteTo() throws Exception {
    AuditFile file = file();
    file.write(line(1));
    Files.move(path, path.resolveSibling("taken"));
    Files.createFile(path);
    clock.advance(Duration.ofSeconds(1));
    file.write(line(2));
    file.close();
    assertThat(path.resolveSibling("taken")).hasContent("{\"n\":1}\n");
    assertThat(path).hasContent("{\"n\":2}\n");
  }

  @Test
  void linkStaysAndTheFileBehindItIsExchanged() throws Exception {
    Path behind = Files.createDirectory(folder.resolve("disk")).resolve("a.jsonl");
    Files.createFile(behind);
    Files.createSymbolicLink(path, behind);
    AuditTarget file = AuditTargets.of("file:" + path, clock);
    file.write(line(1));
    clock.advance(Duration.ofDays(1));
    file.write(line(2));
    file.close();
    assertThat(Files.isSymbolicLink(path)).isTrue();
    assertThat(names()).containsExactly("audit.jsonl");
    assertThat(path).hasContent("{\"n\":2}\n");
    assertThat(behind.resolveSibling("a.jsonl.2026-03-01.1")).exists();
  }

  @Test
  void deviceIsNoFile() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "a device");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AuditTargets.of("file:" + device, clock))
        .withMessageContaining("an absolute path to a file in an existing folder");
  }

  @Test
  void linesAreDroppedAndCountedWhileItCannotBeWritten() throws Exception {
    AuditFile file = file();
    Files.delete(path.getParent());
    assertThat(file.write(line(1))).isFalse();
    assertThat(file.write(line(2))).isFalse();
    Files.createDirectory(path.getParent());
    // Asked for again in the next second only.
    assertThat(file.write(line(3))).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(file.write(line(4))).isTrue();
    assertThat(file.write(line(5))).isTrue();
    file.close();
    assertThat(path)
        .hasContent("{\"time\":\"2026-03-01T12:00:01Z\",\"dropped\":3}\n{\"n\":4}\n{\"n\":5}\n");
    assertThat(log.lines("GP077"))
        .singleElement()
        .asString()
        .contains("audit file [" + path + "] cannot be written", "NoSuchFile");
    assertThat(log.lines("GP078"))
        .containsExactly("GP078: audit file [" + path + "] is written again; 3 lines are lost");
  }

  @Test
  void fullDiskDropsLines() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "a device that is always full");
    AuditFile file = new AuditFile(full, clock, AuditFile.MAX_BYTES);
    assertThat(file.write(line(1))).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(file.write(line(2))).isFalse();
    assertThat(log.lines("GP077")).hasSize(1);
  }

  @Test
  void fileOfAnotherApplicationIsLeftAlone() throws Exception {
    AuditFile one = file();
    AuditFile other = file();
    one.write(line(1));
    assertThat(other.write(line(2))).isFalse();
    assertThat(log.lines("GP077"))
        .singleElement()
        .asString()
        .contains("another application of this server writes to it");
    one.close();
    clock.advance(Duration.ofSeconds(1));
    assertThat(other.write(line(3))).isTrue();
    other.close();
    assertThat(path).content().startsWith("{\"n\":1}\n").endsWith("{\"n\":3}\n");
  }

  @Test
  void threadThatIsToEndWritesItsLineAllTheSame() throws Exception {
    AuditFile file = file();
    Thread.currentThread().interrupt();
    assertThat(file.write(line(1))).isTrue();
    assertThat(file.write(line(2))).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    file.close();
    assertThat(path).hasContent("{\"n\":1}\n{\"n\":2}\n");
  }

  @Test
  void linesOfManyThreadsAreWhole() throws Exception {
    AuditFile file = file(2000);
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                t ->
                    new Thread(
                        () -> IntStream.range(0, 100).forEach(i -> file.write(line(1000 * t + i)))))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    file.close();
    TreeSet<String> lines = new TreeSet<>();
    for (String name : names()) {
      lines.addAll(Files.readAllLines(path.resolveSibling(name)));
    }
    assertThat(lines).hasSize(800).allMatch(line -> line.matches("\\{\"n\":[0-9]+}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "file:audit", "file:/no/such/folder/audit", "file:/", "logg", ""})
  void anythingElseIsRefused(String text) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AuditTargets.of(text, clock))
        .withMessageContaining(
            "GP038: context-param [gatepost.audit] must be log, none, or file: and an absolute path");
  }

  @Test
  void loggerIsTheDefault() {
    assertThat(AuditTargets.of(null, clock)).isInstanceOf(AuditLogger.class);
    assertThat(AuditTargets.of(" none ", clock).isOn()).isFalse();
    assertThat(AuditTargets.of("file:" + path, clock)).isInstanceOf(AuditFile.class);
  }
}
