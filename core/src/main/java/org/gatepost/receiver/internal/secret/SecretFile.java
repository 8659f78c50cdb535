package org.gatepost.receiver.internal.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds one secret in UTF-8; a line break at its end is not part of it. Read again when
 * the file is another, or its time or size has changed. Its users take turns.
 */
final class SecretFile implements SecretSource {
  /** A longer file is refused (inclusive bound). */
  static final int MAX_LENGTH_IN_BYTES = 65_536;

  // Some file systems count in steps of two seconds (FAT), so a later change can look the same.
  private static final Duration COARSEST_TIME = Duration.ofSeconds(2);
  private static final int TRIES = 3;

  /** What tells one content of a file from another without reading it. */
  private record Stamp(Object file, FileTime modified, long sizeInBytes) {}

  private final Path path;
  private @Nullable Stamp stamp;
  private Instant firstSeen = Instant.MIN;
  private boolean settled;
  private @Nullable String text;
  private String why = "";

  private SecretFile(Path path) {
    this.path = path;
  }

  /**
   * The file of a path.
   *
   * @throws SecretMissingException if the path is not absolute
   */
  static SecretFile at(String path) throws SecretMissingException {
    try {
      Path file = Path.of(path);
      if (file.isAbsolute()) {
        return new SecretFile(file);
      }
    } catch (InvalidPathException e) {
      // Refused like any other text.
    }
    throw SecretMissingException.mistaken("its path must be absolute");
  }

  @Override
  public String read() throws SecretMissingException {
    stamp();
    return text(bytes());
  }

  @Override
  public String readAgain(Instant now) throws SecretMissingException {
    for (int i = 1; i < TRIES; i++) {
      try {
        return readOnce(now);
      } catch (SecretMissingException e) {
        // Its folder may just have been replaced, or it is being written.
      }
    }
    return readOnce(now);
  }

  private String readOnce(Instant now) throws SecretMissingException {
    Stamp seen = stamp();
    boolean same = seen.equals(stamp);
    if (!same || !settled) {
      firstSeen = same ? firstSeen : now;
      // What cannot be read now may be later, without a change of the stamp: by permissions.
      stamp = null;
      byte[] bytes = bytes();
      if (!seen.equals(stamp())) {
        throw new SecretMissingException("it is being written");
      }
      keep(bytes);
      stamp = seen;
      // Told by one clock alone, as the file system's may differ: a change that comes later than
      // this has another stamp.
      settled = !now.isBefore(firstSeen.plus(COARSEST_TIME));
    }
    if (text == null) {
      throw new SecretMissingException(why);
    }
    return text;
  }

  private void keep(byte[] bytes) {
    try {
      text = text(bytes);
    } catch (SecretMissingException e) {
      text = null;
      why = e.why();
    }
  }

  private Stamp stamp() throws SecretMissingException {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      if (!file.isRegularFile()) {
        // To open a pipe would wait for its writer.
        throw new SecretMissingException("it is not a regular file");
      }
      // Symbolic links have been followed: the key is that of the file itself. Windows has none.
      Object key = file.fileKey() == null ? path.toRealPath() : file.fileKey();
      return new Stamp(key, file.lastModifiedTime(), file.size());
    } catch (IOException e) {
      throw missing(e);
    }
  }

  private byte[] bytes() throws SecretMissingException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MAX_LENGTH_IN_BYTES + 1);
    } catch (IOException e) {
      throw missing(e);
    }
  }

  private static SecretMissingException missing(IOException e) {
    return new SecretMissingException(
        e instanceof NoSuchFileException
            ? "the file does not exist"
            : "the file cannot be read (" + e.getClass().getSimpleName() + ")");
  }

  private static String text(byte[] bytes) throws SecretMissingException {
    if (bytes.length > MAX_LENGTH_IN_BYTES) {
      throw SecretMissingException.mistaken(
          "the file is longer than " + MAX_LENGTH_IN_BYTES + " bytes");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      int end = text.length();
      end -= text.endsWith("\n") ? 1 : 0;
      end -= text.endsWith("\r\n") ? 1 : 0;
      return SecretSource.present(text.substring(0, end), "");
    } catch (CharacterCodingException e) {
      throw SecretMissingException.mistaken("the file is not text in UTF-8");
    }
  }

  /** Says nothing of what it holds. */
  @Override
  public String toString() {
    return "SecretFile[" + path + "]";
  }
}
