package org.gatepost.receiver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.internal.guard.LedgerWatch;
import org.gatepost.receiver.internal.audit.AuditTarget;
import org.gatepost.receiver.internal.count.LateAnswers;
import org.gatepost.receiver.internal.secret.Secrets;

/** What a source is at run time, beside its gate: paused or not, and what it has counted. */
public final class GuardedSource implements Source, Recorder {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final String name;
  private final OperationSettings settings;
  private final String summary;
  private final Clock clock;
  private final Counters counters;
  private final Audit audit;
  private final LateAnswers late;
  private volatile boolean paused;
  private volatile BooleanSupplier ledgerDown = () -> false;
  private volatile BooleanSupplier secretMissing = () -> false;

  /**
   * A source that has counted nothing.
   *
   * @param settings its settings
   * @param audit where its audit log goes
   * @param clock what it takes the time from
   */
  public GuardedSource(Settings settings, AuditTarget audit, Clock clock) {
    this.name = settings.source();
    this.settings = settings.operation();
    this.summary = settings.summary();
    this.clock = clock;
    this.counters = new Counters(settings.secrets().labels());
    this.audit = new Audit(name, mode(), audit);
    this.late =
        new LateAnswers(
            name, settings.scheme().name(), settings.scheme().answer().within().orElse(null));
  }

  /** Takes note of the ledger, on which the source's health depends. */
  void watch(LedgerWatch ledger) {
    ledgerDown = ledger::isDown;
  }

  /** Takes note of the secrets, without which nothing is genuine. */
  void watch(Secrets secrets) {
    secretMissing = secrets::areMissing;
  }

  /**
   * Shows the source to JMX, and says if it refuses nothing.
   *
   * @param application what its operators call the application
   * @return what hides it again
   */
  public Runnable show(String application) {
    if (settings.observes()) {
      LOG.log(System.Logger.Level.WARNING, Messages.observes(name));
    }
    try {
      Optional<SourceRegistration> registration = SourceRegistration.of(this, application);
      return () -> registration.ifPresent(SourceRegistration::close);
    } catch (LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, Messages.notRegistered(name, e.toString()));
      return () -> {};
    }
  }

  @Override
  public boolean asksForClient() {
    return audit.isOn();
  }

  /** Counts and logs what became of a request. */
  @Override
  public void record(Exchange exchange) {
    Instant now = clock.instant();
    Duration duration = Duration.between(exchange.receivedAt(), now);
    counters.count(
        exchange.outcome(),
        exchange.reason(),
        exchange.rejections(),
        exchange.verified() == null ? null : exchange.verified().secretLabel(),
        exchange.receivedAt(),
        duration);
    if (exchange.verified() != null && late.isLate(duration)) {
      counters.countLateAnswer();
      late.warn(now, duration);
    }
    audit.write(exchange, duration);
  }

  /** {@return whether nothing is refused} */
  boolean observes() {
    return settings.observes();
  }

  /** How many lines of its audit log are lost. */
  long auditDropped() {
    return audit.dropped();
  }

  String mode() {
    return settings.mode().label();
  }

  String summary() {
    return summary;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void pause() {
    if (observes()) {
      throw new IllegalStateException(Messages.cannotPause(name));
    }
    if (!paused) {
      paused = true;
      LOG.log(System.Logger.Level.WARNING, Messages.paused(name));
    }
  }

  @Override
  public synchronized void resume() {
    if (paused) {
      paused = false;
      LOG.log(System.Logger.Level.INFO, Messages.resumed(name));
    }
  }

  @Override
  public boolean isPaused() {
    return paused;
  }

  @Override
  public Statistics statistics() {
    return counters.snapshot(
        settings.healthyAbovePercent(), ledgerDown.getAsBoolean(), secretMissing.getAsBoolean());
  }
}
