package org.gatepost.signature.internal.method.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.FieldName;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.Template;

/**
 * What a signature must cover that lists what it covers. What is not required is not protected: a
 * genuine signature may cover nothing at all. Immutable.
 *
 * @param names headers in lower case, and what else the signature's standard has names for
 * @param digest the header whose digest of the body stands for the body
 */
record RequiredComponents(List<String> names, String digest) {
  static final String KEY = "required-components";

  /** What the draft calls method, path and query. */
  static final String REQUEST_TARGET = "(request-target)";

  private static final List<String> OF_TEMPLATES =
      List.of(
          "encoding",
          "signature-element",
          "signature-format",
          "signature-prefix",
          "signature-prefix-optional",
          "signature-separator",
          "signed-content",
          "time",
          "time-unit");

  private static final Set<String> HOSTS = Set.of("@authority", "@target-uri", "host");
  private static final Set<String> WITH_QUERY =
      Set.of("@query", "@request-target", "@target-uri", REQUEST_TARGET);

  // It changes with each retry of a delivery.
  private static final String DATE = "date";

  /** Refuses keys that say what is signed where signatures do so themselves. */
  static void refuseTemplates(SchemeKeys keys) {
    for (String key : OF_TEMPLATES) {
      if (keys.has(key)) {
        throw keys.invalid(key, "must be left out: each signature says itself what it covers");
      }
    }
  }

  /**
   * Reads what must be covered.
   *
   * @param digest the header whose digest of the body stands for the body
   * @param derived what else than headers a signature may cover
   */
  static RequiredComponents read(SchemeKeys keys, String digest, Set<String> derived) {
    List<String> names = keys.optional(KEY, text -> names(text, derived));
    if (names == null) {
      names = keys.bool("unsigned-body") ? List.of() : List.of(digest);
    }
    if (names.contains(digest) == keys.bool("unsigned-body")) {
      throw keys.invalid(
          KEY,
          "must have " + digest + ", or unsigned-body must say that anybody can exchange the body");
    }
    return new RequiredComponents(names, digest);
  }

  @SuppressForbidden("Of the configuration, and not of requests.")
  private static List<String> names(String text, Set<String> derived) {
    List<String> names = text.equals("none") ? List.of() : List.of(text.split(" +", -1));
    for (String name : names) {
      if (!derived.contains(name) && !FieldName.isLowerCase(name)) {
        throw new IllegalArgumentException(
            "must be none, or headers in lower case and some of "
                + new TreeSet<>(derived)
                + ", separated by spaces");
      }
    }
    if (new TreeSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("must name each component once");
    }
    return names;
  }

  /** What every good signature covers, in the words of templates. */
  Template covered() {
    List<Template.Part> parts = new ArrayList<>();
    for (String name : names) {
      if (name.equals(digest)) {
        parts.add(new Reference(Reference.Kind.BODY, List.of()));
      } else if (WITH_QUERY.contains(name)) {
        parts.add(new Reference(Reference.Kind.URL, List.of()));
      } else if (FieldName.isLowerCase(name) && !name.equals(DATE)) {
        parts.add(new Reference(Reference.Kind.HEADER, List.of(name)));
      }
    }
    return new Template(List.copyOf(parts));
  }

  /** Whether the host to which the sender sends is among what must be covered. */
  boolean haveHost() {
    return names.stream().anyMatch(HOSTS::contains);
  }

  /**
   * Refuses a signature that does not cover all that is required.
   *
   * @param covered the names of what it covers as a whole
   */
  void check(Collection<String> covered) throws RefusedException {
    for (String name : names) {
      if (!covered.contains(name)) {
        throw new RefusedException(Refusal.Reason.MISSING, "the signature does not cover " + name);
      }
    }
  }

  /**
   * What is required, less the date, so that it is the same for each retry of a delivery; if that
   * is nothing, all that is signed.
   *
   * @param value the value of a component
   */
  byte[] unchanging(UnaryOperator<String> value, byte[] all) {
    StringBuilder lines = new StringBuilder();
    for (String name : names) {
      if (!name.equals(DATE)) {
        lines.append(name).append(": ").append(value.apply(name)).append('\n');
      }
    }
    return lines.isEmpty() ? all : lines.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
