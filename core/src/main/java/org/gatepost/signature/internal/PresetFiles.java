package org.gatepost.signature.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The files of the presets: an application's own, and in the jar, as one file, those that ship. */
final class PresetFiles {
  private static final String FOLDER = "/META-INF/gatepost/schemes";
  private static final String SUFFIX = ".properties";

  private PresetFiles() {}

  /**
   * The keys of a preset, or null if there is none.
   *
   * @param name a name, and no path
   */
  static @Nullable Map<String, String> keys(String name) {
    try (InputStream own = PresetFiles.class.getResourceAsStream(FOLDER + "/" + name + SUFFIX)) {
      return own == null ? shipped(name).get(name) : read(own);
    } catch (IOException e) {
      throw new UncheckedIOException("preset " + name + " cannot be read", e);
    }
  }

  /**
   * The names of all presets, to name the one that was meant: those that ship and, where they are
   * no resources of a jar, an application's own.
   */
  static Set<String> names() {
    try {
      Set<String> names = new TreeSet<>(shipped(null).keySet());
      URL folder = PresetFiles.class.getResource(FOLDER);
      if (folder != null && folder.getProtocol().equals("file")) {
        String[] files = Path.of(folder.toURI()).toFile().list();
        for (String file : files == null ? new String[0] : files) {
          if (file.endsWith(SUFFIX)) {
            names.add(withoutSuffix(file));
          }
        }
      }
      return names;
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      // Whoever asks has something else to say.
      return new TreeSet<>();
    }
  }

  /** The keys of those that ship, of all or of one, by their names. */
  private static Map<String, Map<String, String>> shipped(@Nullable String only)
      throws IOException {
    Map<String, Map<String, String>> presets = new TreeMap<>();
    InputStream bundle = PresetFiles.class.getResourceAsStream(FOLDER + ".zip");
    if (bundle == null) {
      return presets;
    }
    try (ZipInputStream files = new ZipInputStream(bundle, StandardCharsets.UTF_8)) {
      for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
        String name = withoutSuffix(entry.getName());
        if (only == null || only.equals(name)) {
          presets.put(name, read(files));
        }
      }
    }
    return presets;
  }

  /** The keys of all presets, by their names. */
  static Map<String, Map<String, String>> all() {
    Map<String, Map<String, String>> all = new TreeMap<>();
    try {
      all.putAll(shipped(null));
    } catch (IOException e) {
      throw new UncheckedIOException("presets cannot be read", e);
    }
    for (String name : names()) {
      if (!all.containsKey(name)) {
        Map<String, String> keys = keys(name);
        if (keys != null) {
          all.put(name, keys);
        }
      }
    }
    return all;
  }

  private static String withoutSuffix(String file) {
    return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
  }

  private static Map<String, String> read(InputStream in) throws IOException {
    Properties properties = new Properties();
    // Whoever opened the stream closes it.
    properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    Map<String, String> keys = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> keys.put(key, properties.getProperty(key)));
    return keys;
  }
}
