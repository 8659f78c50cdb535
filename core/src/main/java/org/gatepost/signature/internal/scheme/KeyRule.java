package org.gatepost.signature.internal.scheme;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gatepost.internal.SuppressForbidden;
import org.jspecify.annotations.Nullable;

/**
 * What makes two requests the same delivery. Immutable.
 *
 * @param base what a delivery is told by
 * @param withType whether the event's type is added: where it is not signed, whoever captures a
 *     request can replay it as another type, which no key could prevent, but not as the same
 * @param withId whether the id is added
 * @param withTime whether the signed time is added, of senders whose repeats keep it
 */
public record KeyRule(Base base, boolean withType, boolean withId, boolean withTime) {

  /** What a delivery is told by. */
  public enum Base {
    /** The id, which the signature covers; where a delivery lacks one, as {@link #DIGEST}. */
    ID,
    /** The digest of what is signed, less the time. */
    DIGEST,
    /** Nothing: this sender repeats identical requests on purpose. */
    NONE
  }

  private enum Addition {
    TYPE,
    ID,
    TIME
  }

  private static final String SYNONYM = "digest-and-type";
  private static final String DIGEST_NAME = "sha256:";

  /**
   * Reads a rule such as {@code digest and type}.
   *
   * @throws IllegalArgumentException if the text is of another form; the message states the rule
   */
  static KeyRule parse(String text) {
    List<String> words =
        Arrays.asList(text.equals(SYNONYM) ? new String[] {"digest", "type"} : split(text));
    Base base = named(Base.class, words.get(0));
    Set<Addition> additions = EnumSet.noneOf(Addition.class);
    boolean known = base != null;
    for (String word : words.subList(1, words.size())) {
      Addition addition = named(Addition.class, word);
      known &= addition != null && additions.add(addition);
    }
    boolean twice = base == Base.ID && additions.contains(Addition.ID);
    if (base == null || !known || twice || (base == Base.NONE && !additions.isEmpty())) {
      throw new IllegalArgumentException(
          "must be none, or id or digest, joined by and with type, id or time, each once");
    }
    return new KeyRule(
        base,
        additions.contains(Addition.TYPE),
        additions.contains(Addition.ID),
        additions.contains(Addition.TIME));
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  private static String[] split(String text) {
    return text.split(" and ", -1);
  }

  private static <E extends Enum<E>> @Nullable E named(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
        return constant;
      }
    }
    return null;
  }

  /** Whether the id decides, where a delivery has one. */
  public boolean isById() {
    return base == Base.ID;
  }

  /**
   * The key of a delivery. Two are the same text just if all their parts are: what is added is
   * escaped, and one rule always adds the same parts, but for the unsigned id, which stands only
   * behind a digest, whose length is always the same.
   *
   * @param id the id where it decides, else null
   * @param digest the digest in hex where that decides, else null
   * @param added the id where it is added, else null
   */
  public String key(
      @Nullable String id,
      @Nullable String digest,
      String type,
      @Nullable String added,
      @Nullable String time) {
    String name = id == null ? DIGEST_NAME : "";
    String told = id == null ? String.valueOf(digest) : id;
    String key;
    if (withType) {
      key = name + told + ";type=" + escaped(type);
    } else {
      key = id == null ? name + told : id;
    }
    if (added != null) {
      key += ";id=" + escaped(added);
    }
    return withTime ? key + ";time=" + escaped(time == null ? "" : time) : key;
  }

  private static String escaped(String text) {
    return text.indexOf(';') < 0 && text.indexOf('%') < 0
        ? text
        : text.replace("%", "%25").replace(";", "%3B");
  }

  /** The rule as it is written in a scheme. */
  @Override
  public String toString() {
    return base.name().toLowerCase(Locale.ROOT)
        + (withType ? " and type" : "")
        + (withId ? " and id" : "")
        + (withTime ? " and time" : "");
  }
}
