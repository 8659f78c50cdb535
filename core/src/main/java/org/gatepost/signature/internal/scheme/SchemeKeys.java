package org.gatepost.signature.internal.scheme;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.gatepost.internal.DurationRange;
import org.gatepost.internal.Nearest;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.InvalidSchemeException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a scheme by type, each with its rule: whoever breaks one is told key, rule and value.
 */
public final class SchemeKeys {
  private static final DurationRange TOLERANCE =
      new DurationRange(Duration.ofSeconds(1), Duration.ofHours(24), true);
  private static final DurationRange REMEMBER =
      new DurationRange(Duration.ofMinutes(1), Duration.ofDays(365), true);
  private static final String SIZE_RULE = "must be a size from 1 to 1G, such as 512K or 1M";

  private final Map<String, String> keys;

  public SchemeKeys(Map<String, String> keys) {
    this.keys = keys;
  }

  public boolean has(String key) {
    return keys.containsKey(key);
  }

  /** These keys less some, and with others. */
  public SchemeKeys replacing(Set<String> removed, Map<String, String> added) {
    Map<String, String> replaced = new TreeMap<>(keys);
    replaced.keySet().removeAll(removed);
    replaced.putAll(added);
    return new SchemeKeys(replaced);
  }

  public boolean bool(String key) {
    return switch (text(key, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, "must be true or false");
    };
  }

  /** A tolerance: from a second to a day, inclusive. */
  public static Duration tolerance(String text) {
    return TOLERANCE.parse(text);
  }

  /** How long a finished delivery is remembered: from a minute to a year, inclusive, or zero. */
  static Duration remember(String text) {
    return REMEMBER.parse(text.strip());
  }

  /** A size such as {@code 512K}: bytes, or with K, M or G a power of 1024 of them. */
  @SuppressForbidden("Of the configuration, not of requests.")
  public static int sizeInBytes(String text) {
    if (!text.matches("[0-9]{1,9}[KMG]?")) {
      throw new IllegalArgumentException(SIZE_RULE);
    }
    boolean plain = Character.isDigit(text.charAt(text.length() - 1));
    long number = Long.parseLong(plain ? text : text.substring(0, text.length() - 1));
    long size =
        plain ? number : number << (10 * (1 + "KMG".indexOf(text.charAt(text.length() - 1))));
    if (size < 1 || size > 1 << 30) {
      throw new IllegalArgumentException(SIZE_RULE);
    }
    return (int) size;
  }

  public <E extends Enum<E>> E oneOf(String key, Class<E> type, E absent) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(SchemeKeys::nameOf).toList();
    return type.getEnumConstants()[names.indexOf(oneOf(key, names, nameOf(absent)))];
  }

  private static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One of some names. */
  public String oneOf(String key, List<String> names, String absent) {
    String text = text(key, absent);
    if (!names.contains(text)) {
      throw invalid(key, "must be one of " + names, Nearest.hint(text, names));
    }
    return text;
  }

  /** Some of the texts allowed, separated by commas, in alphabetical order; none if absent. */
  @SuppressForbidden("Of the configuration, not of requests.")
  Set<String> someOf(String key, Set<String> allowed) {
    Set<String> texts =
        has(key) ? new TreeSet<>(Arrays.asList(text(key, "").split(", *", -1))) : Set.of();
    for (String text : texts) {
      if (!allowed.contains(text)) {
        throw invalid(
            key,
            "must be some of " + new TreeSet<>(allowed) + ", separated by commas",
            Nearest.hint(text, allowed));
      }
    }
    return texts;
  }

  public String text(String key, String absent) {
    return keys.getOrDefault(key, absent);
  }

  public <T> T required(String key, Function<String, T> parser) {
    T value = optional(key, parser);
    if (value == null) {
      throw new InvalidSchemeException(key, "must be given");
    }
    return value;
  }

  public <T> @Nullable T optional(String key, Function<String, T> parser) {
    String text = keys.get(key);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (InvalidSchemeException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw invalid(key, e.getMessage());
    }
  }

  /** Refuses one of two keys without the other. */
  public void requireTogether(String key, boolean given, String otherKey, boolean other) {
    if (given != other) {
      throw new InvalidSchemeException(key, "and [" + otherKey + "] must be given together");
    }
  }

  /** An exception that adds the key's value to the rule that it breaks. */
  public InvalidSchemeException invalid(String key, @Nullable String rule) {
    return new InvalidSchemeException(
        key, DurationRange.broken(String.valueOf(rule), keys.getOrDefault(key, "")));
  }

  /**
   * Likewise.
   *
   * @param hint what to write instead; perhaps nothing
   */
  public InvalidSchemeException invalid(String key, @Nullable String rule, String hint) {
    return new InvalidSchemeException(
        key, rule + ", was [" + keys.getOrDefault(key, "") + "]" + hint);
  }
}
