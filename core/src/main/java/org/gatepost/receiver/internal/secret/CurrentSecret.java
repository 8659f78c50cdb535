package org.gatepost.receiver.internal.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gatepost.internal.Messages;
import org.gatepost.signature.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What one reference leads to while the application runs: a value, and those before it that still
 * count. There may be none at first, but once there is one, one there is. Not thread-safe: {@link
 * Secrets} lets in one thread at a time. Keeps at most {@value #MAX_FORMERS} former values, the
 * newest.
 */
final class CurrentSecret {
  static final int MAX_FORMERS = 8;

  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  private static final Duration WRITING = Duration.ofSeconds(2);

  /** A secret, and the last moment at which it counts (inclusive bound). */
  record Timed(Secret secret, Instant end) {}

  // No record: its toString would show the text.
  private static final class Former {
    private final String text;
    private final Instant end;

    private Former(String text, Instant end) {
      this.text = text;
      this.end = end;
    }
  }

  private final String filter;
  private final SecretReference reference;
  private final SecretSource source;
  private final Duration overlap;
  private final Predicate<Secret> wellWritten;
  private final Deque<Former> formers = new ArrayDeque<>();
  private @Nullable String text;
  private String why;
  private Instant since;
  private @Nullable String rejected;
  private boolean troubled;
  private boolean expiryTold;

  /**
   * A secret as it was found.
   *
   * @param overlap how long a former value counts; zero if not at all
   * @param wellWritten whether the scheme can use a secret
   */
  CurrentSecret(
      String filter,
      FoundSecret found,
      Duration overlap,
      Predicate<Secret> wellWritten,
      Instant now) {
    this.filter = filter;
    this.reference = found.reference();
    this.source = found.source();
    this.text = found.text();
    this.why = found.why();
    this.overlap = overlap;
    this.wellWritten = wellWritten;
    this.since = now;
  }

  String label() {
    return reference.label();
  }

  String formerLabel() {
    return reference.label() + " (former)";
  }

  boolean isReread() {
    return reference.isReread();
  }

  boolean isMissing() {
    return text == null;
  }

  /** Which one is missing and why, for whoever can put it there. */
  String missing() {
    return "["
        + label()
        + "], "
        + why
        + (reference.isOfProcess() ? " (and can be by a restart alone)" : "");
  }

  /** The value; empty as long as it is missing. */
  Optional<Timed> current() {
    return Optional.ofNullable(text)
        .map(value -> new Timed(Secret.of(label(), value), reference.notAfter()));
  }

  /** Those that still count, newest first. */
  List<Timed> formers(Instant now) {
    formers.removeIf(former -> now.isAfter(former.end));
    List<Timed> all = new ArrayList<>();
    for (Former former : formers) {
      all.add(new Timed(Secret.of(formerLabel(), former.text), former.end));
    }
    return all;
  }

  /** Reads again what may have changed, and tells whether it has. */
  boolean look(Instant now) {
    String found;
    try {
      found = source.readAgain(now);
      requireWellWritten(found);
    } catch (SecretMissingException e) {
      if (text == null) {
        why = e.why();
        return false;
      }
      if (!troubled) {
        LOG.log(
            System.Logger.Level.WARNING, Messages.secretNotFoundAgain(filter, label(), e.why()));
      }
      troubled = true;
      return false;
    }
    if (troubled) {
      troubled = false;
      LOG.log(System.Logger.Level.INFO, Messages.secretFoundAgain(filter, label()));
    }
    if (found.equals(text)) {
      return false;
    }
    String former = text;
    if (former != null) {
      replaceBy(found, former, now);
    }
    text = found;
    since = now;
    if (Secret.of(label(), found).hasOuterWhiteSpace()) {
      LOG.log(System.Logger.Level.WARNING, Messages.whiteSpaceAroundSecret(filter, label()));
    }
    return true;
  }

  /** Says once that the secret has expired. */
  void tellIfExpired(Instant now) {
    if (!expiryTold && now.isAfter(reference.notAfter())) {
      expiryTold = true;
      LOG.log(
          System.Logger.Level.WARNING,
          Messages.secretExpired(filter, label(), reference.notAfter()));
    }
  }

  private void requireWellWritten(String found) throws SecretMissingException {
    if (found.equals(text)) {
      return;
    }
    // Tried once only: a forgery must not make a key be parsed.
    if (found.equals(rejected) || !wellWritten.test(Secret.of(label(), found))) {
      rejected = found;
      throw new SecretMissingException("it is not written as a secret of the scheme");
    }
    rejected = null;
  }

  private void replaceBy(String found, String last, Instant now) {
    // The beginning of what is there now was read while it was being written: to keep that would be
    // to believe whoever guesses a few characters.
    boolean half = found.startsWith(last) && now.isBefore(since.plus(WRITING));
    Instant end = earlier(now.plus(overlap), reference.notAfter());
    formers.removeIf(former -> former.text.equals(found));
    if (!overlap.isZero() && !half) {
      formers.addFirst(new Former(last, end));
    }
    if (formers.size() > MAX_FORMERS) {
      formers.removeLast();
    }
    LOG.log(
        System.Logger.Level.INFO,
        Messages.secretChanged(filter, label(), overlap.isZero() ? "no more" : "until " + end));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** Says nothing of the values. */
  @Override
  public String toString() {
    return "CurrentSecret[" + label() + "]";
  }
}
