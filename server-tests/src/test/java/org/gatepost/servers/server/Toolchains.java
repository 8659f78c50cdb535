package org.gatepost.servers.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.NodeList;

/** The JDKs that Maven's toolchains file names. */
final class Toolchains {
  private static final Path FILE =
      Path.of(System.getProperty("user.home"), ".m2", "toolchains.xml");

  private Toolchains() {}

  static List<Path> homes() {
    if (!Files.isRegularFile(FILE)) {
      return List.of();
    }
    try {
      NodeList homes =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(FILE.toFile())
              .getElementsByTagName("jdkHome");
      return IntStream.range(0, homes.getLength())
          .mapToObj(i -> Path.of(homes.item(i).getTextContent().strip()))
          .toList();
    } catch (Exception e) {
      throw new IllegalStateException(FILE + ": " + e.getMessage(), e);
    }
  }
}
