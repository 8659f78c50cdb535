package org.gatepost.receiver;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a source has counted since it started, at one moment. Immutable. Every request is counted
 * once, under one of the outcomes, when its outcome is final.
 *
 * @param accepted deliveries that the application processed: its status was from 200 to 299
 * @param failed deliveries that the application was given and did not process
 * @param rejections how often a consumer of the application rejected a delivery, which then was not
 *     sent to it again; such deliveries are accepted, or failed by others
 * @param postponed of those failed, the ones that the application asked for at a later time: 503
 *     with {@code Retry-After}
 * @param ignored deliveries that nothing in the application wanted: answered 200, and remembered by
 *     nobody
 * @param refusedByReason requests refused by the gate, by reason; reasons that did not occur are
 *     absent
 * @param duplicates copies of finished deliveries, answered by the gate
 * @param inProgress copies of deliveries in progress, sent away
 * @param handshakes handshakes answered by the gate
 * @param paused requests sent away while the source was paused
 * @param rateLimited requests sent away because too many came
 * @param ledgerUnavailable genuine requests sent away because the ledger could not answer
 * @param lateAnswers genuine requests that were answered after the time for which their sender
 *     waits; each is counted under its outcome, too
 * @param ledgerDown whether the ledger could not answer when it was last asked
 * @param secretMissing whether a secret has not been there yet, so that every request is sent away
 * @param observedByReason requests passed on in {@code mode=observe} that {@code enforce} would
 *     have answered, by reason
 * @param bySecret genuine requests by the label of the secret that matched; the configured ones are
 *     there from the start
 * @param lastDelivery when the last delivery came that was accepted or failed
 * @param mean how long accepted and failed deliveries took on average, zero if there are none
 * @param median at least half of them took no longer
 * @param p95 at least 95 % of them took no longer
 * @param p99 at least 99 % of them took no longer
 * @param healthyAbovePercent the success rate above which the source is healthy, exclusive
 */
public record Statistics(
    long accepted,
    long failed,
    long rejections,
    long postponed,
    long ignored,
    Map<String, Long> refusedByReason,
    long duplicates,
    long inProgress,
    long handshakes,
    long paused,
    long rateLimited,
    long ledgerUnavailable,
    long lateAnswers,
    boolean ledgerDown,
    boolean secretMissing,
    Map<String, Long> observedByReason,
    Map<String, Long> bySecret,
    Optional<Instant> lastDelivery,
    Duration mean,
    Duration median,
    Duration p95,
    Duration p99,
    double healthyAbovePercent) {

  /** Whether deliveries come through. */
  public enum Health {
    /** The success rate is above the threshold. */
    HEALTHY,
    /** The success rate is at the threshold or below, the ledger is down or a secret missing. */
    DEGRADED,
    /** No delivery has been processed yet. */
    NO_DATA
  }

  /** {@return the requests refused by the gate for any reason} */
  public long refused() {
    return sum(refusedByReason);
  }

  /** {@return the requests passed on only because of {@code mode=observe}} */
  public long observed() {
    return sum(observedByReason);
  }

  /**
   * {@return of 100 genuine deliveries that were due to be processed, how many were: accepted
   * against accepted, failed and ledger unavailable; empty if there are none}
   */
  public OptionalDouble successRateInPercent() {
    long due = accepted + failed + ledgerUnavailable;
    return due == 0 ? OptionalDouble.empty() : OptionalDouble.of(accepted * 100.0 / due);
  }

  /** {@return whether deliveries come through, by secrets, ledger and success rate} */
  public Health health() {
    if (ledgerDown || secretMissing) {
      return Health.DEGRADED;
    }
    OptionalDouble rate = successRateInPercent();
    if (rate.isEmpty()) {
      return Health.NO_DATA;
    }
    return rate.getAsDouble() > healthyAbovePercent ? Health.HEALTHY : Health.DEGRADED;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
