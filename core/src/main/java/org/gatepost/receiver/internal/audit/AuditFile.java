package org.gatepost.receiver.internal.audit;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.gatepost.internal.Messages;
import org.jspecify.annotations.Nullable;

/**
 * A file of its own for the audit log: one write a line, and never more in memory than that. It is
 * renamed when a day ends (UTC) or when it is full, and opened anew if somebody takes it away.
 * While it cannot be written, lines are dropped and counted. Only one process at a time has it.
 * Thread-safe.
 */
final class AuditFile implements AuditTarget {
  /** A file is exchanged before it has more bytes. */
  static final long MAX_BYTES = 100L << 20;

  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  private static final String PREFIX = "file:";
  private static final int MAX_FILES_A_DAY = 10_000;

  private final Path path;
  private final Clock clock;
  private final long maxBytes;
  private @Nullable FileOutputStream file;
  private @Nullable Object fileKey;
  private LocalDate day = LocalDate.MIN;
  private long size;
  private long checkedAt = Long.MIN_VALUE;
  private boolean failing;
  private long lost;
  private long untold;

  AuditFile(Path path, Clock clock, long maxBytes) {
    this.path = path;
    this.clock = clock;
    this.maxBytes = maxBytes;
  }

  /** What the text names; null if that is no such file. */
  static @Nullable AuditFile of(String text, Clock clock) {
    if (!text.startsWith(PREFIX)) {
      return null;
    }
    try {
      Path path = Path.of(text.substring(PREFIX.length()));
      Path folder = path.getParent();
      if (!path.isAbsolute() || folder == null || !Files.isDirectory(folder)) {
        return null;
      }
      if (!Files.exists(path)) {
        return new AuditFile(path, clock, MAX_BYTES);
      }
      // A pipe would hold requests up, and no device must be renamed, nor a link in a file's place.
      return Files.isRegularFile(path) ? new AuditFile(path.toRealPath(), clock, MAX_BYTES) : null;
    } catch (InvalidPathException | IOException e) {
      return null;
    }
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public synchronized boolean write(JsonLine line) {
    Instant now = clock.instant();
    boolean later = checkedAt != now.getEpochSecond();
    checkedAt = now.getEpochSecond();
    if (failing && !later) {
      drop();
      return false;
    }
    try {
      FileOutputStream out = ready(now, later, line.length());
      if (untold > 0) {
        append(out, new JsonLine().time("time", now).member("dropped", untold));
        untold = 0;
      }
      append(out, line);
    } catch (IOException | RuntimeException e) {
      drop();
      failed(e);
      return false;
    }
    if (failing) {
      LOG.log(System.Logger.Level.WARNING, Messages.auditAgain(path.toString(), lost));
      failing = false;
      lost = 0;
    }
    return true;
  }

  private void drop() {
    lost++;
    untold++;
  }

  /** The file, which has room for a line of that length. */
  private FileOutputStream ready(Instant now, boolean later, int lengthInBytes) throws IOException {
    boolean unknown = later || file == null;
    LocalDate today = unknown ? LocalDate.ofInstant(now, ZoneOffset.UTC) : day;
    if (file != null && later && !isThere()) {
      // Somebody has moved it, as those do who keep logs.
      close();
    }
    FileOutputStream out = file == null ? open(today) : file;
    boolean full = size + lengthInBytes > maxBytes;
    if (size > 0 && (full || today.isAfter(day))) {
      close();
      Files.move(path, unused());
      out = open(today);
    }
    return out;
  }

  /** Whether the path still leads to what is open, and not to nothing or to another file. */
  private boolean isThere() throws IOException {
    try {
      return Objects.equals(fileKey, fileKey());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** What tells the file from others; null where the file system does not say. */
  private @Nullable Object fileKey() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private FileOutputStream open(LocalDate today) throws IOException {
    // A thread that is to end may write its line all the same; channels would not let it.
    boolean interrupted = Thread.interrupted();
    FileOutputStream out = null;
    try {
      create();
      out = new FileOutputStream(path.toFile(), true);
      if (out.getChannel().tryLock() == null) {
        throw new IOException("another process writes to it");
      }
      size = out.getChannel().size();
      day =
          size == 0
              ? today
              : LocalDate.ofInstant(Files.getLastModifiedTime(path).toInstant(), ZoneOffset.UTC);
      fileKey = fileKey();
      file = out;
      return out;
    } catch (OverlappingFileLockException e) {
      throw new IOException("another application of this server writes to it", e);
    } finally {
      if (out != null && file != out) {
        out.close();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void create() throws IOException {
    if (Files.exists(path)) {
      return;
    }
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createFile(
        path,
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
            }
            : new FileAttribute<?>[0]);
  }

  /** A name for what was written on a day. */
  private Path unused() throws IOException {
    for (int i = 1; i <= MAX_FILES_A_DAY; i++) {
      Path name = path.resolveSibling(path.getFileName() + "." + day + "." + i);
      if (!Files.exists(name)) {
        return name;
      }
    }
    throw new IOException("there are " + MAX_FILES_A_DAY + " files of " + day);
  }

  private void append(FileOutputStream out, JsonLine line) throws IOException {
    try {
      line.writeTo(out);
      size += line.length();
    } catch (IOException e) {
      // Half a line would spoil the next one.
      out.getChannel().truncate(size);
      throw e;
    }
  }

  private void failed(Exception e) {
    close();
    if (!failing) {
      failing = true;
      LOG.log(
          System.Logger.Level.ERROR,
          Messages.auditLost(path.toString(), e.getClass().getName() + ": " + e.getMessage()));
    }
  }

  @Override
  public synchronized void close() {
    FileOutputStream open = file;
    file = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      // All is written.
      LOG.log(System.Logger.Level.DEBUG, path.toString(), e);
    }
  }
}
