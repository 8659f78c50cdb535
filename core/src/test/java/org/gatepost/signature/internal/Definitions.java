package org.gatepost.signature.internal;

import java.util.Map;
import java.util.Objects;
import org.gatepost.signature.internal.scheme.SchemeDefinition;

/** What schemes say, to look inside. */
public final class Definitions {
  private Definitions() {}

  /** What the keys of a whole scheme say. */
  public static SchemeDefinition of(Map<String, String> keys) {
    return SchemeReader.read(keys).definition();
  }

  /** The keys of all presets, by their names in order. */
  public static Map<String, Map<String, String>> presets() {
    return PresetFiles.all();
  }

  /** The keys of a preset that there is. */
  public static Map<String, String> preset(String name) {
    return Objects.requireNonNull(PresetFiles.keys(name));
  }
}
