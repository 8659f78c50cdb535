package org.gatepost.signature.internal;

import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verification;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.Requirement;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the presets that a request would fit which its own scheme refuses, for the log alone: to
 * try them all takes far longer than a verification. Thread-safe.
 */
final class FittingPresets {
  private static final int MAX_NAMED = 3;
  // Whose headers many senders have.
  private static final String COMMON = "standard-webhooks";

  private final ReadScheme own;
  // Some hundred kilobytes that are seldom needed. Null until they are.
  private volatile @Nullable SoftReference<List<ReadScheme>> presets;

  /** How a preset takes a request. */
  private enum Fit {
    /** It is genuine, be it old. */
    GENUINE("the same secret makes it genuine by "),
    /** It is a handshake, which the sender does before it delivers. */
    HANDSHAKE("it is a handshake of "),
    /** It has a signature as the preset has it, which the secret does not make. */
    FORM("it is signed as for ");

    private final String words;

    Fit(String words) {
      this.words = words;
    }
  }

  /** A preset, how it takes the request, and how much of what it reads is there. */
  private record Fitting(ReadScheme preset, Fit fit, int score) {}

  /**
   * The presets beside a scheme.
   *
   * @param own the scheme of the source
   */
  FittingPresets(ReadScheme own) {
    this.own = own;
  }

  /**
   * What a refused request is like.
   *
   * @param request the request, its body read
   * @param secrets the current secrets of the source
   * @param refusal why its own scheme refuses it
   * @param now the time at which it was verified
   * @return the presets that fit best, in words without anything of the request; empty if none does
   */
  String hint(SignedRequest request, List<Secret> secrets, Refusal refusal, Instant now) {
    // One that has all that the own scheme reads is most likely meant for it.
    boolean unlike = refusal.reason() != Refusal.Reason.MISMATCH;
    List<Fitting> fitting = new ArrayList<>();
    for (ReadScheme preset : presets()) {
      Fit fit = preset.name().equals(own.name()) ? null : fit(preset, request, secrets, now);
      if (fit == Fit.GENUINE || (unlike && fit != null)) {
        int score = score(preset.definition(), request);
        if (fit != Fit.FORM || score > 0) {
          fitting.add(new Fitting(preset, fit, score));
        }
      }
    }
    if (fitting.isEmpty()) {
      return "";
    }
    fitting.sort(
        Comparator.comparing(Fitting::fit)
            .thenComparing(Fitting::score, Comparator.reverseOrder())
            .thenComparing(f -> !f.preset().name().equals(COMMON)));
    Fitting best = fitting.get(0);
    List<String> names =
        fitting.stream()
            .filter(f -> f.fit() == best.fit() && f.score() == best.score())
            .map(f -> f.preset().name())
            .limit(MAX_NAMED)
            .toList();
    return best.fit().words
        + (names.size() == 1 ? "preset " : "presets such as ")
        + names
        + ", and scheme is ["
        + own.name()
        + "]";
  }

  private static @Nullable Fit fit(
      ReadScheme preset, SignedRequest request, List<Secret> secrets, Instant now) {
    if (!preset.isTriedForHints() || !preset.methods().contains(request.method())) {
      return null;
    }
    Verification outcome;
    try {
      outcome = preset.verifier(secrets).verify(request, now);
    } catch (IllegalArgumentException e) {
      // The secrets are of another form.
      return null;
    }
    if (outcome instanceof Refusal refusal) {
      return switch (refusal.reason()) {
        case STALE, FUTURE -> Fit.GENUINE;
        case MISMATCH -> Fit.FORM;
        case MISSING, MALFORMED, AMBIGUOUS, UNREADABLE, UNAVAILABLE -> null;
      };
    }
    return outcome instanceof Handshake ? Fit.HANDSHAKE : Fit.GENUINE;
  }

  /** How many of the headers that a preset reads are there, less those that are not. */
  private static int score(SchemeDefinition definition, SignedRequest request) {
    Stream<Reference> references =
        Stream.of(
                definition.signature().places(),
                definition.content().references(),
                Choice.referencesOf(definition.id()),
                Choice.referencesOf(definition.time()),
                Choice.referencesOf(definition.type()),
                definition.requirements().stream().map(Requirement::place).toList())
            .flatMap(List::stream)
            .filter(reference -> reference.is(Reference.Kind.HEADER))
            .distinct();
    return references.mapToInt(reference -> score(reference, request)).sum();
  }

  private static int score(Reference header, SignedRequest request) {
    for (String name : header.names()) {
      if (!request.headers(name).isEmpty()) {
        // Many schemes and many clients have this one.
        return name.toLowerCase(Locale.ROOT).equals("authorization") ? 0 : 1;
      }
    }
    return -1;
  }

  private List<ReadScheme> presets() {
    SoftReference<List<ReadScheme>> kept = presets;
    List<ReadScheme> all = kept == null ? null : kept.get();
    if (all == null) {
      all = own.presets();
      presets = new SoftReference<>(all);
    }
    return all;
  }
}
