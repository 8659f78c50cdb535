package org.gatepost.receiver;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.gatepost.receiver.internal.count.DurationHistogram;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of one source. Thread-safe without locks; bounded. */
final class Counters {
  // Labels come from the configuration, so this is never reached; it bounds what cannot be proved.
  private static final int MAX_LABELS = 100;

  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);
  private final Map<Reason, LongAdder> observed = new EnumMap<>(Reason.class);
  private final LongAdder rejections = new LongAdder();
  private final LongAdder postponed = new LongAdder();
  private final LongAdder lateAnswers = new LongAdder();
  private final Map<String, LongAdder> secrets = new ConcurrentHashMap<>();
  private final DurationHistogram durations = new DurationHistogram();
  private volatile @Nullable Instant lastDelivery;

  /**
   * Counters at zero.
   *
   * @param labels the labels of the configured secrets
   */
  Counters(Collection<String> labels) {
    // All there from the start: afterwards these maps are only read.
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
    for (Reason reason : Reason.values()) {
      refused.put(reason, new LongAdder());
      observed.put(reason, new LongAdder());
    }
    labels.forEach(label -> secrets.put(label, new LongAdder()));
  }

  void count(
      Outcome outcome,
      @Nullable Reason reason,
      int rejectedBy,
      @Nullable String secretLabel,
      Instant receivedAt,
      Duration duration) {
    adder(outcomes, outcome).increment();
    if (rejectedBy > 0) {
      rejections.add(rejectedBy);
    }
    if (outcome == Outcome.FAILED && reason == Reason.POSTPONED) {
      postponed.increment();
    }
    if (reason != null && outcome == Outcome.REFUSED) {
      adder(refused, reason).increment();
    } else if (reason != null && outcome == Outcome.OBSERVED) {
      adder(observed, reason).increment();
    }
    if (secretLabel != null) {
      secret(secretLabel).increment();
    }
    if (outcome == Outcome.ACCEPTED || outcome == Outcome.FAILED) {
      lastDelivery = receivedAt;
      durations.record(duration);
    }
  }

  /** A genuine request was answered after the time for which its sender waits. */
  void countLateAnswer() {
    lateAnswers.increment();
  }

  private LongAdder secret(String label) {
    LongAdder adder = secrets.get(label);
    if (adder != null) {
      return adder;
    }
    String counted = secrets.size() < MAX_LABELS ? label : "others";
    return secrets.computeIfAbsent(counted, l -> new LongAdder());
  }

  Statistics snapshot(double healthyAbovePercent, boolean ledgerDown, boolean secretMissing) {
    DurationHistogram.Snapshot took = durations.snapshot();
    Map<String, Long> bySecret = new HashMap<>();
    secrets.forEach((label, count) -> bySecret.put(label, count.sum()));
    return new Statistics(
        sum(Outcome.ACCEPTED),
        sum(Outcome.FAILED),
        rejections.sum(),
        postponed.sum(),
        sum(Outcome.IGNORED),
        byReason(refused),
        sum(Outcome.DUPLICATE),
        sum(Outcome.IN_PROGRESS),
        sum(Outcome.HANDSHAKE),
        sum(Outcome.PAUSED),
        sum(Outcome.RATE_LIMITED),
        sum(Outcome.LEDGER_UNAVAILABLE),
        lateAnswers.sum(),
        ledgerDown,
        secretMissing,
        byReason(observed),
        Map.copyOf(bySecret),
        Optional.ofNullable(lastDelivery),
        took.mean(),
        took.median(),
        took.p95(),
        took.p99(),
        healthyAbovePercent);
  }

  private long sum(Outcome outcome) {
    return adder(outcomes, outcome).sum();
  }

  private static Map<String, Long> byReason(Map<Reason, LongAdder> counts) {
    Map<String, Long> occurred = new HashMap<>();
    counts.forEach(
        (reason, count) -> {
          if (count.sum() > 0) {
            occurred.put(reason.label(), count.sum());
          }
        });
    return Map.copyOf(occurred);
  }

  private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
    LongAdder adder = adders.get(key);
    if (adder == null) {
      throw new IllegalStateException("no counter for " + key);
    }
    return adder;
  }
}
