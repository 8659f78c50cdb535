package org.gatepost.receiver.internal.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.gatepost.internal.Messages;
import org.gatepost.signature.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What one reference leads to while the application runs: a value, and those before it that still
 * count. Not thread-safe: {@link Secrets} lets in one thread at a time. Keeps at most {@value
 * #MAX_FORMERS} former values, the newest.
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
  private String text;
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

  Timed current() {
    return new Timed(Secret.of(label(), text), reference.notAfter());
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
    replaceBy(found, now);
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

  private void replaceBy(String found, Instant now) {
    // The beginning of what is there now was read while it was being written: to keep that would be
    // to believe whoever guesses a few characters.
    boolean half = found.startsWith(text) && now.isBefore(since.plus(WRITING));
    Instant end = earlier(now.plus(overlap), reference.notAfter());
    formers.removeIf(former -> former.text.equals(found));
    if (!overlap.isZero() && !half) {
      formers.addFirst(new Former(text, end));
    }
    if (formers.size() > MAX_FORMERS) {
      formers.removeLast();
    }
    text = found;
    since = now;
    LOG.log(
        System.Logger.Level.INFO,
        Messages.secretChanged(filter, label(), overlap.isZero() ? "no more" : "until " + end));
    if (current().secret().hasOuterWhiteSpace()) {
      LOG.log(System.Logger.Level.WARNING, Messages.whiteSpaceAroundSecret(filter, label()));
    }
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
