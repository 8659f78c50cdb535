package org.gatepost.receiver.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.gatepost.fixture.KubernetesVolume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file's secret is what the file holds now, and the file is read only if it may have changed. */
class SecretFileTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final FileTime LONG_AGO = FileTime.from(NOW.minusSeconds(3600));

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("secret");
  }

  private void write(String text) throws IOException {
    Files.writeString(path(), text);
    Files.setLastModifiedTime(path(), LONG_AGO);
  }

  private SecretFile file() throws SecretMissingException {
    return SecretFile.at(path().toString());
  }

  private static void assertMissing(SecretFile file, String why) {
    assertThatExceptionOfType(SecretMissingException.class)
        .isThrownBy(() -> file.readAgain(NOW))
        .withMessageContaining(why);
    assertThatExceptionOfType(SecretMissingException.class)
        .isThrownBy(file::read)
        .withMessageContaining(why);
  }

  static Set<Map.Entry<String, String>> contents() {
    String pem = "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----";
    return Map.of(
            "a",
            "a",
            "a\n",
            "a",
            "a\r\n",
            "a",
            "a\n\n",
            "a\n",
            "a\r",
            "a\r",
            "a\r\n\r\n",
            "a\r\n",
            " a ",
            " a ",
            "\u00fc\u20ac\n",
            "\u00fc\u20ac",
            pem + "\n",
            pem)
        .entrySet();
  }

  @ParameterizedTest
  @MethodSource("contents")
  void oneLineBreakAtTheEndIsNotPartOfTheSecret(Map.Entry<String, String> content)
      throws Exception {
    write(content.getKey());
    assertThat(file().read()).isEqualTo(content.getValue());
    assertThat(file().readAgain(NOW)).isEqualTo(content.getValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "\r\n", "  \n\t", "\ufeff", "\u200b", "\u00a0", "\u0000", "\ufeff\n"})
  void emptyFileHoldsNoSecret(String content) throws Exception {
    write(content);
    assertMissing(file(), "it is blank");
  }

  @Test
  void fileOfJustTheLongestLengthIsRead() throws Exception {
    write("x".repeat(SecretFile.MAX_LENGTH_IN_BYTES - 1) + "\n");
    assertThat(file().readAgain(NOW)).hasSize(65_535);
    write("x".repeat(SecretFile.MAX_LENGTH_IN_BYTES) + "\n");
    assertMissing(file(), "longer than 65536 bytes");
  }

  @Test
  void fileMustBeTextInUtf8() throws Exception {
    Files.write(path(), "\u00fc".getBytes(StandardCharsets.ISO_8859_1));
    assertMissing(file(), "not text in UTF-8");
  }

  @Test
  void fileMustBeThereAndNoFolder() throws Exception {
    assertMissing(file(), "does not exist");
    assertMissing(SecretFile.at(folder.toString()), "not a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "./secret", "/a\u0000b"})
  void pathMustBeAbsolute(String path) {
    assertThatExceptionOfType(SecretMissingException.class)
        .isThrownBy(() -> SecretFile.at(path))
        .withMessageContaining("must be absolute");
  }

  @Test
  void fileThatLooksTheSameIsNotReadAgain() throws Exception {
    write("one");
    SecretFile file = file();
    file.readAgain(NOW);
    assertThat(file.readAgain(NOW.plusSeconds(2))).isEqualTo("one");
    write("two");
    assertThat(file.readAgain(NOW.plusSeconds(9))).isEqualTo("one");
  }

  @Test
  void coarseTimesHideNoChange() throws Exception {
    write("one");
    SecretFile file = file();
    file.readAgain(NOW);
    write("two");
    // Not yet two seconds since this content was first seen, be it long ago that it was written.
    assertThat(file.readAgain(NOW.plusNanos(1_999_999_999))).isEqualTo("two");
    write("six");
    assertThat(file.readAgain(NOW.plusSeconds(2))).isEqualTo("six");
    write("ten");
    assertThat(file.readAgain(NOW.plusSeconds(3))).isEqualTo("six");
  }

  @Test
  void rewritingInPlaceIsSeenByTimeOrSize() throws Exception {
    write("one");
    SecretFile file = file();
    file.readAgain(NOW);
    file.readAgain(NOW.plusSeconds(2));
    write("two");
    Files.setLastModifiedTime(path(), FileTime.from(NOW));
    assertThat(file.readAgain(NOW.plusSeconds(3))).isEqualTo("two");
    file.readAgain(NOW.plusSeconds(9));
    write("three");
    Files.setLastModifiedTime(path(), FileTime.from(NOW));
    assertThat(file.readAgain(NOW.plusSeconds(10))).isEqualTo("three");
  }

  @Test
  void anotherFileInItsPlaceIsSeenThoughItLooksTheSame() throws Exception {
    write("one");
    SecretFile file = file();
    file.readAgain(NOW);
    file.readAgain(NOW.plusSeconds(2));
    Path other = Files.writeString(folder.resolve("other"), "two");
    Files.setLastModifiedTime(other, LONG_AGO);
    Files.move(other, path(), StandardCopyOption.ATOMIC_MOVE);
    assertThat(file.readAgain(NOW.plusSeconds(3))).isEqualTo("two");
  }

  @Test
  void linksAreFollowedAsKubernetesSwapsThem() throws Exception {
    KubernetesVolume volume = new KubernetesVolume(folder, "secret");
    volume.publish("one");
    SecretFile file = SecretFile.at(volume.path().toString());
    file.readAgain(NOW);
    assertThat(file.readAgain(NOW.plusSeconds(2))).isEqualTo("one");
    volume.publish("two");
    assertThat(file.readAgain(NOW.plusSeconds(3))).isEqualTo("two");
  }

  @Test
  void fileThatComesBackIsReadAgain() throws Exception {
    write("one");
    SecretFile file = file();
    file.readAgain(NOW);
    file.readAgain(NOW.plusSeconds(2));
    Files.delete(path());
    assertMissing(file, "does not exist");
    write("two!");
    assertThat(file.readAgain(NOW.plusSeconds(3))).isEqualTo("two!");
    write("");
    assertMissing(file, "it is blank");
  }

  @Test
  void nothingThatIsPrintedShowsTheContent() throws Exception {
    write("s3cr3t");
    SecretFile file = file();
    file.readAgain(NOW);
    assertThat(file).hasToString("SecretFile[" + path() + "]");
  }
}
