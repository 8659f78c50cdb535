package org.gatepost.signature;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The presets that ship, found where they stand, so that no test needs a list of them. */
final class Presets {
  // What a preset cannot know.
  private static final Map<String, Map<String, String>> CONFIGURED =
      Map.of("paypal", Map.of("webhook-id", "WH-1"));

  private Presets() {}

  /** The names of all presets, sorted. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".properties"))
          .map(name -> name.replace(".properties", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of a preset. */
  static Path file(String preset) {
    return folder().resolve(preset + ".properties");
  }

  /** A preset, with what must be configured besides. */
  static Scheme scheme(String preset) {
    return Scheme.of(preset, CONFIGURED.getOrDefault(preset, Map.of()));
  }

  /** What such a preset says, to look inside. */
  static SchemeDefinition definition(String preset) {
    return SchemeReader.read(keys(preset)).definition();
  }

  /** The name of the method that a preset is signed by. */
  static String signedBy(String preset) {
    return keys(preset).getOrDefault("signed-by", "template");
  }

  private static Map<String, String> keys(String preset) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file(preset))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> keys = new TreeMap<>(Map.of("max-body", "1M"));
    properties.stringPropertyNames().forEach(key -> keys.put(key, properties.getProperty(key)));
    keys.putAll(CONFIGURED.getOrDefault(preset, Map.of()));
    return keys;
  }

  private static Path folder() {
    try {
      return Path.of(Presets.class.getResource("/META-INF/gatepost/schemes").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
