package org.gatepost.servers.war;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A WAR in the making. */
public final class War {
  private static final Path CLASSES = Path.of("target", "test-classes");

  private final String name;
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  private War(String name) {
    this.name = name;
  }

  /**
   * An empty one.
   *
   * @param name the name of its file, without {@code .war}
   */
  public static War named(String name) {
    return new War(name);
  }

  /** Adds the classes of a package, without those below it. */
  public War classes(String added) throws IOException {
    String folder = added.replace('.', '/');
    try (Stream<Path> classes = Files.list(CLASSES.resolve(folder))) {
      classes
          .filter(Files::isRegularFile)
          .forEach(file -> files.put("WEB-INF/classes/" + folder + "/" + file.getFileName(), file));
    }
    return this;
  }

  /** Adds the jars of a folder that the build has made. */
  public War librariesIn(String folder) throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target", folder))) {
      jars.forEach(this::library);
    }
    return this;
  }

  /** Adds a jar. */
  public War library(Path jar) {
    files.put("WEB-INF/lib/" + jar.getFileName(), jar);
    return this;
  }

  /** Adds a text. */
  public War text(String path, String text) {
    texts.put(path, text);
    return this;
  }

  /** Adds the web.xml. */
  public War webXml(WebXml xml) {
    return text("WEB-INF/web.xml", xml.toString());
  }

  /** Writes it into a folder. */
  public Path write(Path folder) throws IOException {
    Path war = Files.createDirectories(folder).resolve(name + ".war");
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        Files.copy(file.getValue(), zip);
      }
      for (Map.Entry<String, String> text : texts.entrySet()) {
        zip.putNextEntry(new ZipEntry(text.getKey()));
        zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return war;
  }
}
