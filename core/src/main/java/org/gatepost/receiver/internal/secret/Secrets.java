package org.gatepost.receiver.internal.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verifier;

/**
 * Verifies with the secrets of the moment: those that files hold now, those that they held a moment
 * ago, and none that has expired. Thread-safe: a verification takes no lock, and reads one snapshot
 * that is replaced only when secrets change. Somebody looks for changes once a second, and again
 * before a request is refused because no secret matched. While a secret is missing nothing is
 * genuine, and somebody looks for it once a second.
 */
public final class Secrets implements Verifier {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /**
   * What verifies at some times.
   *
   * @param secrets those that it verifies with
   * @param after the snapshot is good after this (exclusive bound)
   * @param until and until this (inclusive bound)
   */
  private record Snapshot(Verifier verifier, List<Secret> secrets, Instant after, Instant until) {
    boolean isGoodAt(Instant now) {
      return now.isAfter(after) && !now.isAfter(until);
    }
  }

  private final Scheme scheme;
  private final List<CurrentSecret> secrets = new ArrayList<>();
  private final List<CurrentSecret> tokens = new ArrayList<>();
  private final boolean reread;
  private final ReentrantLock looking = new ReentrantLock();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Instant lookedAt;
  private volatile Snapshot snapshot;
  private volatile String missing;

  /** The secrets of a source, as its settings found them. */
  public Secrets(
      String source,
      Scheme scheme,
      SecretSettings settings,
      HandshakeSettings handshakes,
      Instant now) {
    this.scheme = scheme;
    Duration overlap = settings.overlap();
    for (FoundSecret found : settings.found()) {
      secrets.add(new CurrentSecret(source, found, overlap, this::isUsable, now));
    }
    for (FoundSecret found : handshakes.tokens()) {
      tokens.add(new CurrentSecret(source, found, overlap, token -> true, now));
    }
    this.reread = all().anyMatch(CurrentSecret::isReread);
    this.lookedAt = now;
    this.snapshot = snapshotAt(now);
    this.missing = describeMissing();
  }

  /**
   * Which secrets have not been there yet, and why, for an operator; looked for once a second.
   *
   * @return empty once each has been there
   */
  public String missing(Instant now) {
    if (!missing.isEmpty()) {
      lookIfDue(now);
    }
    return missing;
  }

  /** As {@link #missing(Instant)} found it last. */
  public boolean areMissing() {
    return !missing.isEmpty();
  }

  private String describeMissing() {
    return all()
        .filter(CurrentSecret::isMissing)
        .map(CurrentSecret::missing)
        .collect(Collectors.joining("; "));
  }

  @Override
  public Verification verify(SignedRequest request, Instant now) {
    int looksBefore = looks.get();
    if (reread) {
      lookIfDue(now);
    }
    Snapshot used = snapshot(now);
    Verification outcome = used.verifier().verify(request, now);
    if (reread
        && outcome instanceof Refusal refusal
        && refusal.reason() == Refusal.Reason.MISMATCH) {
      lookUnlessSince(looksBefore, now);
      Snapshot newer = snapshot(now);
      outcome = newer.equals(used) ? outcome : newer.verifier().verify(request, now);
    }
    return outcome;
  }

  @Override
  public String hint(SignedRequest request, Instant now) {
    return snapshot(now).verifier().hint(request, now);
  }

  /** Looks, unless somebody has within this second or does just now. */
  private void lookIfDue(Instant now) {
    if (isDue(now) && looking.tryLock()) {
      try {
        if (isDue(now)) {
          look(now);
        }
      } finally {
        looking.unlock();
      }
    }
  }

  private boolean isDue(Instant now) {
    // Looked for in the future: the clock has been set back.
    return !now.isBefore(lookedAt.plus(LOOK_EVERY)) || now.isBefore(lookedAt.minus(LOOK_EVERY));
  }

  /**
   * Looks, unless a look has begun since so many were counted: that saw whatever a sender could
   * know. So those who come at once share one.
   */
  private void lookUnlessSince(int looksBefore, Instant now) {
    looking.lock();
    try {
      if (looks.get() == looksBefore) {
        look(now);
      }
    } finally {
      looking.unlock();
    }
  }

  private void look(Instant now) {
    looks.incrementAndGet();
    lookedAt = now;
    boolean changed = false;
    for (CurrentSecret secret : all().toList()) {
      changed |= (secret.isReread() || secret.isMissing()) && secret.look(now);
    }
    if (changed) {
      snapshot = snapshotAt(now);
    }
    // Behind the snapshot, which by now knows what was missing.
    missing = describeMissing();
  }

  /** The secrets that count now. */
  public List<Secret> current(Instant now) {
    return snapshot(now).secrets();
  }

  /** What verifies with them, and looks for no others. */
  public Verifier verifier(Instant now) {
    return snapshot(now).verifier();
  }

  private Snapshot snapshot(Instant now) {
    Snapshot one = snapshot;
    if (one.isGoodAt(now)) {
      return one;
    }
    looking.lock();
    try {
      if (!snapshot.isGoodAt(now)) {
        snapshot = snapshotAt(now);
      }
      return snapshot;
    } finally {
      looking.unlock();
    }
  }

  private Snapshot snapshotAt(Instant now) {
    all().forEach(secret -> secret.tellIfExpired(now));
    List<CurrentSecret.Timed> timed = new ArrayList<>(timed(secrets, now));
    List<Secret> good = goodAt(now, timed);
    List<CurrentSecret.Timed> timedTokens = timed(tokens, now);
    timed.addAll(timedTokens);
    Verifier verifier;
    if (all().anyMatch(CurrentSecret::isMissing)) {
      verifier =
          (request, time) -> new Refusal(Refusal.Reason.UNAVAILABLE, "a secret is not there yet");
    } else if (good.isEmpty() && !secrets.isEmpty()) {
      verifier =
          (request, time) ->
              new Refusal(Refusal.Reason.MISMATCH, "every secret has passed its not-after");
    } else {
      verifier = scheme.verifier(good, goodAt(now, timedTokens));
    }
    Instant after = Instant.MIN;
    Instant until = Instant.MAX;
    for (CurrentSecret.Timed one : timed) {
      if (now.isAfter(one.end())) {
        after = after.isBefore(one.end()) ? one.end() : after;
      } else {
        until = until.isBefore(one.end()) ? until : one.end();
      }
    }
    return new Snapshot(verifier, good, after, until);
  }

  /** The newest first, and former ones behind all that are current. */
  private static List<CurrentSecret.Timed> timed(List<CurrentSecret> secrets, Instant now) {
    return Stream.concat(
            secrets.stream().flatMap(secret -> secret.current().stream()),
            secrets.stream().flatMap(secret -> secret.formers(now).stream()))
        .toList();
  }

  // Equality with the end is still good.
  private static List<Secret> goodAt(Instant now, List<CurrentSecret.Timed> timed) {
    return timed.stream()
        .filter(one -> !now.isAfter(one.end()))
        .map(CurrentSecret.Timed::secret)
        .toList();
  }

  private boolean isUsable(Secret secret) {
    try {
      Verifier unused = scheme.verifier(List.of(secret));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Stream<CurrentSecret> all() {
    return Stream.concat(secrets.stream(), tokens.stream());
  }
}
