package org.gatepost.receiver.internal.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;

/**
 * Where the first secret that a handshake brings is put for an operator to read. Nothing here reads
 * it: it is trusted only once it is configured as {@code secret}.
 */
public record LearnedSecretFile(Path path) {

  /**
   * A file named by an init-param.
   *
   * @throws InvalidSettingException if none could be made there that only its owner can read
   */
  static LearnedSecretFile parse(String text, String source) {
    try {
      Path path = Path.of(text.strip());
      Path folder = path.getParent();
      if (path.isAbsolute()
          && folder != null
          && Files.isDirectory(folder)
          && !Files.isDirectory(path)
          && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        return new LearnedSecretFile(path);
      }
    } catch (InvalidPathException e) {
      // Refused like any other text.
    }
    throw new InvalidSettingException(
        Messages.invalidInitParam(
            "learned-secret-file",
            source,
            "must be the absolute path of a file in a folder that exists, where files can have owners (POSIX), was ["
                + text
                + "]"));
  }

  /**
   * Writes the secret into a new file that only its owner can read.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the file is there: whoever comes second
   *     cannot replace what came first
   * @throws IOException if the file cannot be written
   */
  public void write(String secret) throws IOException {
    try (SeekableByteChannel file =
        Files.newByteChannel(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      file.write(ByteBuffer.wrap(secret.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
