package org.gatepost.receiver;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A source as JMX shows it. */
record SourceBean(GuardedSource source) implements SourceMXBean {
  private Statistics statistics() {
    return source.statistics();
  }

  @Override
  public String getMode() {
    return source.mode();
  }

  @Override
  public String getSettings() {
    return source.summary();
  }

  @Override
  public boolean isPaused() {
    return source.isPaused();
  }

  @Override
  public void pause() {
    source.pause();
  }

  @Override
  public void resume() {
    source.resume();
  }

  @Override
  public long getAccepted() {
    return statistics().accepted();
  }

  @Override
  public long getFailed() {
    return statistics().failed();
  }

  @Override
  public long getRejections() {
    return statistics().rejections();
  }

  @Override
  public long getPostponed() {
    return statistics().postponed();
  }

  @Override
  public long getIgnored() {
    return statistics().ignored();
  }

  @Override
  public long getRefused() {
    return statistics().refused();
  }

  @Override
  public Map<String, Long> getRefusedByReason() {
    return statistics().refusedByReason();
  }

  @Override
  public long getDuplicates() {
    return statistics().duplicates();
  }

  @Override
  public long getInProgress() {
    return statistics().inProgress();
  }

  @Override
  public long getHandshakes() {
    return statistics().handshakes();
  }

  @Override
  public long getSentAwayWhilePaused() {
    return statistics().paused();
  }

  @Override
  public long getRateLimited() {
    return statistics().rateLimited();
  }

  @Override
  public long getLedgerUnavailable() {
    return statistics().ledgerUnavailable();
  }

  @Override
  public long getLateAnswers() {
    return statistics().lateAnswers();
  }

  @Override
  public boolean isLedgerDown() {
    return statistics().ledgerDown();
  }

  @Override
  public boolean isSecretMissing() {
    return statistics().secretMissing();
  }

  @Override
  public long getObserved() {
    return statistics().observed();
  }

  @Override
  public Map<String, Long> getObservedByReason() {
    return statistics().observedByReason();
  }

  @Override
  public Map<String, Long> getGenuineBySecret() {
    return statistics().bySecret();
  }

  @Override
  public long getAuditDropped() {
    return source.auditDropped();
  }

  @Override
  public @Nullable String getLastDelivery() {
    return statistics().lastDelivery().map(Object::toString).orElse(null);
  }

  @Override
  public double getMeanMillis() {
    return millis(statistics().mean());
  }

  @Override
  public double getMedianMillis() {
    return millis(statistics().median());
  }

  @Override
  public double getP95Millis() {
    return millis(statistics().p95());
  }

  @Override
  public double getP99Millis() {
    return millis(statistics().p99());
  }

  @Override
  public @Nullable Double getSuccessRateInPercent() {
    OptionalDouble rate = statistics().successRateInPercent();
    return rate.isPresent() ? rate.getAsDouble() : null;
  }

  @Override
  public String getHealth() {
    return statistics().health().name().toLowerCase(Locale.ROOT);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
