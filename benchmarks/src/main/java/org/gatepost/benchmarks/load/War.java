package org.gatepost.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gatepost.cdi.EventServlet;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.signature.Scheme;

/** A WAR in the making. Not thread-safe. */
final class War {
  private static final String XML_HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private final List<Class<?>> classes = new ArrayList<>();
  private final List<Path> jars = new ArrayList<>();
  private final StringBuilder filters = new StringBuilder();
  private final StringBuilder rest = new StringBuilder();

  /** Puts in classes of this module, each with those nested in it. */
  War classes(Class<?>... some) {
    classes.addAll(List.of(some));
    return this;
  }

  /** Puts in the jar that a class is from. */
  War jarOf(Class<?> any) throws IOException {
    jars.add(jarPathOf(any));
    return this;
  }

  /** Puts in Gatepost's jars. */
  War gatepost() throws IOException {
    return jarOf(Scheme.class).jarOf(WebhookFilter.class).jarOf(EventServlet.class);
  }

  /** Puts a filter before a path; it is named as the path. */
  War filter(String path, String preset, String ledger) {
    return filter(path, preset, ledger, Map.of());
  }

  /** Puts a filter before a path, with further init-params. */
  War filter(String path, String preset, String ledger, Map<String, String> more) {
    Map<String, String> params = new LinkedHashMap<>(more);
    params.put("scheme", preset);
    params.put("secret", "literal:" + Sender.SECRET);
    params.put("ledger", ledger);
    String name = path.substring(1);
    filters.append("<filter>").append(element("filter-name", name));
    filters.append(element("filter-class", WebhookFilter.class.getName()));
    params.forEach((param, value) -> filters.append(param(param, value)));
    filters.append("</filter>\n<filter-mapping>").append(element("filter-name", name));
    filters.append(element("url-pattern", path)).append("</filter-mapping>\n");
    return this;
  }

  /** Maps a servlet. */
  War servlet(Class<?> servlet, String... patterns) {
    String name = servlet.getSimpleName();
    rest.append("<servlet>").append(element("servlet-name", name));
    rest.append(element("servlet-class", servlet.getName()));
    rest.append(param("secret", Sender.SECRET)).append("</servlet>\n<servlet-mapping>");
    rest.append(element("servlet-name", name));
    for (String pattern : patterns) {
      rest.append(element("url-pattern", pattern));
    }
    rest.append("</servlet-mapping>\n");
    return this;
  }

  /** Adds what web.xml has besides. */
  War xml(String more) {
    rest.append(more).append('\n');
    return this;
  }

  /** Writes it. */
  Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      String version = "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">\n";
      put(zip, "WEB-INF/web.xml", XML_HEAD + version + filters + rest + "</web-app>\n");
      put(
          zip,
          "WEB-INF/beans.xml",
          XML_HEAD
              + "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
              + " bean-discovery-mode=\"annotated\"/>\n");
      for (Class<?> each : classes) {
        putClass(zip, each);
      }
      for (Path jar : jars) {
        zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + jar.getFileName()));
        Files.copy(jar, zip);
        zip.closeEntry();
      }
    }
    return file;
  }

  private static void putClass(ZipOutputStream zip, Class<?> outer) throws IOException {
    List<Class<?>> all = new ArrayList<>(List.of(outer));
    all.addAll(List.of(outer.getDeclaredClasses()));
    for (Class<?> each : all) {
      String name = each.getName().replace('.', '/') + ".class";
      try (InputStream in = War.class.getResourceAsStream("/" + name)) {
        if (in == null) {
          throw new IOException("there is no " + name);
        }
        zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + name));
        in.transferTo(zip);
        zip.closeEntry();
      }
    }
  }

  /**
   * The jar that a class is from.
   *
   * @throws IOException if it is from a folder of classes
   */
  static Path jarPathOf(Class<?> any) throws IOException {
    Path path = locationOf(any);
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is no jar: run this in Maven's phase package");
    }
    return path;
  }

  private static Path locationOf(Class<?> any) throws IOException {
    try {
      return Path.of(any.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static String param(String name, String value) {
    return "<init-param>"
        + element("param-name", name)
        + element("param-value", value)
        + "</init-param>";
  }

  static String element(String name, String value) {
    return "<" + name + ">" + value.replace("&", "&amp;").replace("<", "&lt;") + "</" + name + ">";
  }
}
