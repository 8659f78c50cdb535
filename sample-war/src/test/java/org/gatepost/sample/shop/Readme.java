package org.gatepost.sample.shop;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.xml.sax.InputSource;

/** What README.md shows, taken from it as it stands there. */
final class Readme {
  private static final Path FILE = Path.of("..", "README.md");
  private static final Pattern BLOCK =
      Pattern.compile("^( *)```(java|xml)\\n(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE);

  private Readme() {}

  /** The blocks of a language, without the indentation of the list that they stand in. */
  static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(Files.readString(FILE));
    while (found.find()) {
      if (found.group(2).equals(language)) {
        blocks.add(found.group(3).replaceAll("(?m)^" + found.group(1), ""));
      }
    }
    return blocks;
  }

  /** The block that has such a text, which one alone may have. */
  static String block(String language, String text) throws IOException {
    List<String> found = blocks(language).stream().filter(block -> block.contains(text)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " blocks have " + text);
    }
    return found.get(0);
  }

  /**
   * Compiles a class.
   *
   * @return where its class files are
   * @throws IllegalStateException if that fails; the compiler has said why
   */
  static Path compile(Path folder, String name, String source) throws IOException {
    Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int code =
        compiler.run(
            null,
            null,
            null,
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            file.toString());
    if (code != 0) {
      throw new IllegalStateException(name + " does not compile: " + source);
    }
    return classes;
  }

  /** The application that the README tells to make, in a WAR of nothing else. */
  static Path application(Path folder) throws IOException {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "readme.war")
            .addAsLibraries(
                new File("target/gatepost-sample/WEB-INF/lib")
                    .listFiles(file -> file.getName().startsWith("gatepost-")))
            .setWebXML(
                new StringAsset(
                    "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
                        + block("xml", "<filter-mapping>")
                        + "</web-app>"));
    Path classes = compile(folder, "Pushes", block("java", "class Pushes"));
    for (File file : classes.toFile().listFiles()) {
      war.addAsWebInfResource(file, "classes/" + file.getName());
    }
    return Shop.export(folder, war);
  }

  /** Reads a block, several elements of which may stand beside each other. */
  static void requireWellFormed(String xml) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<all>" + xml + "</all>")));
  }
}
