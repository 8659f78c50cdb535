package org.gatepost.ledger.internal.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that may be out of reach. While it is known to be, claims are refused at once, but one
 * that tries again a second after the last one failed; and so they are if the ledger has answered
 * none of those under way for two seconds, as with a pool that lets its callers wait. So few
 * threads wait for a ledger that does not answer: those of two seconds, and of one try each half
 * minute. The log says once that the ledger is down, and once that it is back. Thread-safe; the
 * times are exclusive below and inclusive at their end.
 *
 * <p>What ends a claim or gives a receipt is always tried, for it is about work that is done; what
 * could not be ended is ended by the next claim that gets through.
 */
public final class LedgerWatch implements Ledger {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  private static final long PAUSE_MILLIS = Duration.ofSeconds(1).toMillis();
  private static final long STALL_MILLIS = Duration.ofSeconds(2).toMillis();
  private static final long TRY_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** Where a ledger keeps what it remembers, which tells how it fails. */
  public enum Store {
    /** Elsewhere: it may not answer, or not soon, and then does so for no claim. */
    REMOTE,
    /** In this process: it may be full, and still know what it remembers. */
    MEMORY
  }

  private final Ledger ledger;
  private final String source;
  private final Store store;
  private final boolean joins;
  private final Clock clock;
  private final UnendedClaims unended = new UnendedClaims();
  private final AtomicReference<@Nullable LedgerOutage> outage = new AtomicReference<>();
  private final AtomicInteger recoveries = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean apartTold = new AtomicBoolean();
  private volatile long answeredMillis;

  public LedgerWatch(Ledger ledger, Store store, String source, Clock clock) {
    this(ledger, store, source, true, clock);
  }

  /**
   * The watch of a ledger.
   *
   * @param joins whether claims may be made in the transactions of consumers
   */
  LedgerWatch(Ledger ledger, Store store, String source, boolean joins, Clock clock) {
    this.ledger = ledger;
    this.store = store;
    this.source = source;
    this.joins = joins;
    this.clock = clock;
  }

  /** {@return whether the last claim failed because the ledger could not answer} */
  public boolean isDown() {
    return outage.get() != null;
  }

  @Override
  public Claim claim(DeliveryKey key) {
    return guarded(
        () -> {
          Claim claim = ledger.claim(key);
          answered(claim);
          // Busy perhaps with what could not be ended.
          return unended.end(ledger) && claim instanceof Claim.Busy ? ledger.claim(key) : claim;
        });
  }

  @Override
  public List<Claim> claimAll(List<DeliveryKey> keys) {
    return guarded(
        () -> {
          List<Claim> claims = ledger.claimAll(keys);
          claims.forEach(this::answered);
          unended.end(ledger);
          return claims;
        });
  }

  private <T> T guarded(Supplier<T> asking) {
    return guarded(true, asking);
  }

  /**
   * Asks the ledger, if it is not known to be out of reach.
   *
   * @param decides whether the answer is the caller's last: else a claim by itself follows, which
   *     is the one to try again, and to be counted if it is sent away
   */
  private <T> T guarded(boolean decides, Supplier<T> asking) {
    int era = recoveries.get();
    if (store == Store.REMOTE) {
      requireReach(clock.millis(), decides);
      if (waiting.get() == 0) {
        answeredMillis = clock.millis();
      }
      waiting.incrementAndGet();
    }
    try {
      return asking.get();
    } catch (LedgerException e) {
      failed(e, era, decides);
      throw e;
    } finally {
      if (store == Store.REMOTE) {
        answeredMillis = clock.millis();
        waiting.decrementAndGet();
      }
    }
  }

  /** Refuses a claim that would only wait; lets one through from time to time. */
  private void requireReach(long now, boolean decides) {
    LedgerOutage current = outage.get();
    if (current == null && waiting.get() > 0 && now - answeredMillis >= STALL_MILLIS) {
      current =
          begin(new LedgerException("it has not answered for " + STALL_MILLIS / 1000 + " seconds"));
    }
    if (current != null && !(decides && current.mayTry(now, TRY_MILLIS))) {
      if (decides) {
        current.sentAway();
      }
      throw new LedgerException("the ledger has been down since " + current.since());
    }
  }

  private void failed(LedgerException e, int era, boolean decides) {
    LedgerOutage current = outage.get();
    if (current == null) {
      if (era != recoveries.get()) {
        // It was asked before the ledger came back.
        return;
      }
      current = begin(e);
    }
    if (decides) {
      current.sentAway();
    }
    current.failed(clock.instant(), PAUSE_MILLIS);
  }

  private LedgerOutage begin(LedgerException cause) {
    LedgerOutage begun = new LedgerOutage(clock.instant(), PAUSE_MILLIS);
    LedgerOutage earlier = outage.compareAndExchange(null, begun);
    if (earlier != null) {
      return earlier;
    }
    LOG.log(
        System.Logger.Level.ERROR,
        Messages.ledgerTrouble(source, String.valueOf(cause.getMessage())),
        cause);
    return begun;
  }

  private void answered(Claim claim) {
    LedgerOutage current = outage.get();
    if (current == null || (store == Store.MEMORY && !hasRoom(claim, current))) {
      return;
    }
    if (outage.compareAndSet(current, null)) {
      recoveries.incrementAndGet();
      LOG.log(
          System.Logger.Level.INFO,
          Messages.ledgerAnswers(source, current.since(), current.countSentAway()));
    }
  }

  /** Whether a full ledger has room again, and not only for the one that just fell out of it. */
  private boolean hasRoom(Claim claim, LedgerOutage current) {
    Instant quiet = current.lastFailure().plus(QUIET);
    return claim instanceof Claim.Granted && !clock.instant().isBefore(quiet);
  }

  /** Not while the ledger is known to be down: a claim by itself ends that, or is refused. */
  @Override
  public boolean claimsInTransactions() {
    return joins && !isDown() && ledger.claimsInTransactions();
  }

  @Override
  public Optional<Claim.Granted> claimInTransaction(DeliveryKey key, String consumer) {
    return guarded(
        false,
        () -> {
          Optional<Claim.Granted> claim = ledger.claimInTransaction(key, consumer);
          claim.ifPresent(this::answered);
          return claim;
        });
  }

  @Override
  public int attempts(DeliveryKey key) {
    return guarded(false, () -> ledger.attempts(key));
  }

  @Override
  public void recordFailure(Claim.Granted claim) {
    ledger.recordFailure(claim);
  }

  @Override
  public boolean recordRejection(Claim.Granted claim, String consumer) {
    return ledger.recordRejection(claim, consumer);
  }

  @Override
  public void tidy() {
    ledger.tidy();
  }

  @Override
  public boolean hasReceipt(Claim.Granted claim, String consumer) {
    return ledger.hasReceipt(claim, consumer);
  }

  @Override
  public boolean joinsTransactions() {
    return ledger.joinsTransactions();
  }

  /** Says once where a ledger that could take part in a transaction has no part in this one. */
  @Override
  public boolean isInTransaction() {
    boolean inTransaction = ledger.isInTransaction();
    if (!inTransaction && ledger.joinsTransactions() && !apartTold.getAndSet(true)) {
      LOG.log(System.Logger.Level.WARNING, Messages.receiptApart(source));
    }
    return inTransaction;
  }

  @Override
  public boolean giveReceipt(Claim.Granted claim, String consumer) {
    return ledger.giveReceipt(claim, consumer);
  }

  @Override
  public boolean giveReceipts(List<Claim.Granted> claims, String consumer) {
    return ledger.giveReceipts(claims, consumer);
  }

  @Override
  public Recorded giveLastReceipt(Claim.Granted claim, String consumer) {
    return ledger.giveLastReceipt(claim, consumer);
  }

  @Override
  public boolean complete(Claim.Granted claim) {
    try {
      return ledger.complete(claim);
    } catch (LedgerException e) {
      unended.add(claim, true);
      throw e;
    }
  }

  @Override
  public boolean completeAll(List<Claim.Granted> claims) {
    try {
      return ledger.completeAll(claims);
    } catch (LedgerException e) {
      claims.forEach(claim -> unended.add(claim, true));
      throw e;
    }
  }

  @Override
  public void release(Claim.Granted claim) {
    try {
      ledger.release(claim);
    } catch (LedgerException e) {
      unended.add(claim, false);
      throw e;
    }
  }
}
