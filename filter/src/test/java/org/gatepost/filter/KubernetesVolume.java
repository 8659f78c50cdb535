package org.gatepost.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file of a secret as Kubernetes mounts it: a link to a file in {@code ..data}, itself a link to
 * the folder of one version, which is replaced by renaming another link over it.
 */
public final class KubernetesVolume {
  private final Path folder;
  private final String name;
  private Path version;
  private int versions;

  public KubernetesVolume(Path folder, String name) throws IOException {
    this.folder = folder;
    this.name = name;
    Files.createSymbolicLink(path(), Path.of("..data", name));
  }

  public Path path() {
    return folder.resolve(name);
  }

  /** Replaces the secret at one stroke. */
  public synchronized void publish(String text) throws IOException {
    Path former = version;
    version = Files.createDirectory(folder.resolve("..version_" + ++versions));
    Files.writeString(version.resolve(name), text);
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), version.getFileName());
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    if (former != null) {
      Files.delete(former.resolve(name));
      Files.delete(former);
    }
  }
}
