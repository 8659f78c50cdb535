package org.gatepost.servers.war;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An EAR whose libraries are Gatepost's.
 *
 * @param name the name of its file, without {@code .ear}
 * @param wars its WARs; their context paths are its name, a dash, and theirs
 */
record Ear(String name, List<Path> wars) {
  private static final Path LIBRARIES = Path.of("target", "libraries");

  /** Writes it into a folder. */
  Path write(Path folder) throws IOException {
    Path ear = Files.createDirectories(folder).resolve(name + ".ear");
    try (OutputStream out = Files.newOutputStream(ear);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> libraries = Files.list(LIBRARIES)) {
      zip.putNextEntry(new ZipEntry("META-INF/application.xml"));
      zip.write(xml().getBytes(StandardCharsets.UTF_8));
      for (Path library : libraries.toList()) {
        zip.putNextEntry(new ZipEntry("lib/" + library.getFileName()));
        Files.copy(library, zip);
      }
      for (Path war : wars) {
        zip.putNextEntry(new ZipEntry(war.getFileName().toString()));
        Files.copy(war, zip);
      }
    }
    return ear;
  }

  private String xml() {
    StringBuilder xml = new StringBuilder();
    xml.append("<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"10\">\n");
    for (Path war : wars) {
      String file = war.getFileName().toString();
      String path = name + "-" + file.substring(0, file.length() - ".war".length());
      xml.append("<module><web><web-uri>" + file + "</web-uri><context-root>/" + path)
          .append("</context-root></web></module>\n");
    }
    return xml.append("<library-directory>lib</library-directory>\n</application>\n").toString();
  }
}
