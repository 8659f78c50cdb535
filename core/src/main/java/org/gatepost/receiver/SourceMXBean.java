package org.gatepost.receiver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source for whoever runs the server, registered as {@code
 * org.gatepost:type=Source,application="CONTEXT-PATH",name="FILTER-NAME"}. The meaning of the
 * counts is in {@link Statistics}. Thread-safe.
 */
public interface SourceMXBean {
  /** {@return {@code enforce} or {@code observe}} */
  String getMode();

  /** {@return the effective settings, without secrets} */
  String getSettings();

  /** {@return whether requests are sent away} */
  boolean isPaused();

  /**
   * Sends requests away from now on, with 503 and {@code Retry-After}.
   *
   * @throws IllegalStateException if the source only observes, and so refuses nothing
   */
  void pause();

  /** Lets requests through again. */
  void resume();

  /** {@return the deliveries that the application processed} */
  long getAccepted();

  /** {@return the deliveries that the application was given and did not process} */
  long getFailed();

  /** {@return how often a consumer of the application rejected a delivery} */
  long getRejections();

  /** {@return the failed deliveries that the application asked for at a later time} */
  long getPostponed();

  /** {@return the deliveries that nothing in the application wanted, and nobody remembers} */
  long getIgnored();

  /** {@return the requests refused by the gate} */
  long getRefused();

  /** {@return the requests refused by the gate, by reason} */
  Map<String, Long> getRefusedByReason();

  /** {@return the copies of finished deliveries, answered by the gate} */
  long getDuplicates();

  /** {@return the copies of deliveries in progress, sent away} */
  long getInProgress();

  /** {@return the handshakes answered by the gate} */
  long getHandshakes();

  /** {@return the requests sent away while the source was paused} */
  long getSentAwayWhilePaused();

  /** {@return the requests sent away because too many came} */
  long getRateLimited();

  /** {@return the genuine requests sent away because the ledger could not answer} */
  long getLedgerUnavailable();

  /** {@return the genuine requests answered after the time for which their sender waits} */
  long getLateAnswers();

  /** {@return whether the ledger could not answer when it was last asked} */
  boolean isLedgerDown();

  /** {@return whether a secret has not been there yet, so that every request is sent away} */
  boolean isSecretMissing();

  /** {@return the requests passed on only because of {@code mode=observe}} */
  long getObserved();

  /** {@return the requests passed on only because of {@code mode=observe}, by reason} */
  Map<String, Long> getObservedByReason();

  /** {@return the genuine requests by the label of the secret that matched} */
  Map<String, Long> getGenuineBySecret();

  /** {@return the lines of the audit log that were lost, since its file could not be written} */
  long getAuditDropped();

  /** {@return when the last delivery came, as ISO 8601 has it; null if none came} */
  @Nullable String getLastDelivery();

  /** {@return how long deliveries took on average, in milliseconds} */
  double getMeanMillis();

  /** {@return at least half of the deliveries took no longer, in milliseconds} */
  double getMedianMillis();

  /** {@return at least 95 % of the deliveries took no longer, in milliseconds} */
  double getP95Millis();

  /** {@return at least 99 % of the deliveries took no longer, in milliseconds} */
  double getP99Millis();

  /** {@return the success rate in percent; null if there was no delivery} */
  @Nullable Double getSuccessRateInPercent();

  /** {@return {@code healthy}, {@code degraded} or {@code no_data}} */
  String getHealth();
}
