package org.gatepost.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One claim at work: what processes the delivery gives receipts, and completes, releases or ignores
 * it. It ends once: after the first completion or release every further one does nothing.
 * Thread-safe.
 *
 * <p>The claim may be left to whoever processes the delivery: until then it is {@linkplain
 * #unclaimed unclaimed}. Whatever needs a claim makes one by itself then.
 *
 * <p>Behind the filter it is the request attribute {@value #ATTRIBUTE}.
 */
public final class Processing {
  /** The name of the request attribute that holds the processing of the request's delivery. */
  public static final String ATTRIBUTE = "org.gatepost.ledger.Processing";

  private final Ledger ledger;
  private final DeliveryKey key;
  private final AtomicInteger rejections = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Claim.@Nullable Granted claim;
  // Whether the claim is part of a transaction, and goes with it if that is rolled back.
  private volatile boolean joined;
  private volatile boolean ignored;

  /**
   * The processing of a delivery.
   *
   * @param ledger where it was claimed
   * @param claim the claim
   */
  public Processing(Ledger ledger, Claim.Granted claim) {
    this(ledger, claim.key());
    this.claim = claim;
  }

  private Processing(Ledger ledger, DeliveryKey key) {
    this.ledger = ledger;
    this.key = key;
  }

  /**
   * The processing of a delivery that is yet to be claimed.
   *
   * @param ledger where it is claimed
   * @param key what the ledger knows it by
   * @return the processing
   */
  public static Processing unclaimed(Ledger ledger, DeliveryKey key) {
    return new Processing(ledger, key);
  }

  /** {@return whether the delivery is claimed, or has been} */
  public boolean isClaimed() {
    return claim != null;
  }

  /**
   * Claims the delivery, if that has not been done.
   *
   * @return granted, busy or done
   * @throws LedgerException if the ledger cannot answer
   */
  public synchronized Claim claim() {
    Claim.Granted known = claim;
    if (known != null) {
      return known;
    }
    Claim asked = ledger.claim(key);
    if (asked instanceof Claim.Granted granted) {
      claim = granted;
    }
    return asked;
  }

  /**
   * Claims the delivery in the Jakarta transaction that is running, if that has not been done. The
   * claim, the work of the delivery's only consumer and that the delivery is finished are one
   * commit then: after it {@link #completed} is to be called, and nothing else but {@link #release}
   * or {@link #reject} if it was rolled back.
   *
   * @param consumer the stable name of the only consumer that the delivery has
   * @return false if the delivery must be claimed by itself, after this transaction is rolled back
   * @throws LedgerException if the ledger cannot answer
   */
  public synchronized boolean claimInTransaction(String consumer) {
    if (claim != null) {
      return false;
    }
    claim = ledger.claimInTransaction(key, consumer).orElse(null);
    joined = claim != null;
    return joined;
  }

  /** The claim, made now if that was left to others. */
  private Claim.Granted granted() {
    if (claim() instanceof Claim.Granted granted) {
      return granted;
    }
    throw another();
  }

  private static LedgerException another() {
    return new LedgerException("another copy of the delivery is finished or being processed");
  }

  /**
   * How often the delivery has been claimed, this claim included; before it is claimed, how often
   * it will have been as far as the ledger can tell.
   *
   * @return from 1
   */
  public int attempt() {
    Claim.Granted known = claim;
    if (known != null) {
      return known.attempt();
    }
    try {
      return ledger.attempts(key) + 1;
    } catch (LedgerException unknown) {
      return 1;
    }
  }

  /**
   * Whether a consumer has finished the delivery at an earlier attempt. At the first the ledger is
   * not asked.
   *
   * @param consumer the consumer's stable name
   * @return true if it gave a receipt
   * @throws LedgerException if the ledger cannot answer
   */
  public boolean hasReceipt(String consumer) {
    return attempt() > 1 && ledger.hasReceipt(granted(), consumer);
  }

  /** {@return whether a receipt joins the transaction that is running} */
  public boolean joinsTransactions() {
    return ledger.joinsTransactions();
  }

  /**
   * Records that a consumer finished the delivery.
   *
   * @param consumer the consumer's stable name
   * @throws LedgerException if the ledger cannot answer, or the claim has passed to another
   */
  public void giveReceipt(String consumer) {
    if (!ledger.giveReceipt(granted(), consumer)) {
      throw lost();
    }
  }

  /**
   * Records that a consumer finished several deliveries, the events of one request.
   *
   * @param processings their claims, of one ledger; at least one
   * @param consumer the consumer's stable name
   * @throws LedgerException if the ledger cannot answer, or one of the claims has passed to another
   */
  public static void giveReceipts(List<Processing> processings, String consumer) {
    if (!processings.get(0).ledger.giveReceipts(claims(processings), consumer)) {
      throw lost();
    }
  }

  /**
   * Records that several deliveries are finished, the events of one request.
   *
   * @param processings their claims, of one ledger; those that have ended are left as they are
   * @throws LedgerException if the ledger cannot answer, or one of the claims has passed to another
   */
  public static void completeAll(List<Processing> processings) {
    List<Processing> open = new ArrayList<>(processings.size());
    for (Processing processing : processings) {
      if (processing.ended.compareAndSet(false, true)) {
        open.add(processing);
      }
    }
    if (!open.isEmpty() && !open.get(0).ledger.completeAll(claims(open))) {
      throw lost();
    }
  }

  private static List<Claim.Granted> claims(List<Processing> processings) {
    return processings.stream().map(Processing::granted).toList();
  }

  /**
   * Records that a consumer finished the delivery, if that is committed with the consumer's work or
   * not at all: in the transaction that is running, where the ledger takes part in it. Records
   * nothing elsewhere, since a receipt without its work would keep the next try from doing it.
   * There the delivery is finished by its answer, and the work is repeated after a crash between
   * both. To be called in the transaction, with or after the work.
   *
   * @param consumer the consumer's stable name
   * @return whether a receipt was given
   * @throws LedgerException if the ledger cannot answer, or the claim has passed to another: then
   *     the transaction must be rolled back
   */
  public boolean giveReceiptInTransaction(String consumer) {
    if (!ledger.isInTransaction()) {
      return false;
    }
    giveReceipt(consumer);
    return true;
  }

  /**
   * Records that the last of all consumers finished the delivery, in the transaction that is
   * running; and that the delivery is finished, where the ledger does both by one commit.
   *
   * @param consumer the consumer's stable name
   * @return whether the delivery is finished once the transaction is committed: then, and only
   *     then, {@link #completed} is to be called
   * @throws LedgerException if the ledger cannot answer, or the claim has passed to another
   */
  public boolean giveLastReceipt(String consumer) {
    return switch (ledger.giveLastReceipt(granted(), consumer)) {
      case NOTHING -> throw lost();
      case RECEIPT -> false;
      case COMPLETION -> true;
    };
  }

  /** Takes note that the delivery was recorded as finished with its last receipt. */
  public void completed() {
    ended.set(true);
    if (joined) {
      try {
        ledger.tidy();
      } catch (LedgerException later) {
        // The delivery is finished; the next one has to see to it.
      }
    }
  }

  /**
   * Records that a consumer has finished the delivery by rejecting it: it wants it no more than one
   * that took it.
   *
   * @param consumer the consumer's stable name
   * @throws LedgerException if the ledger cannot answer, or the claim has passed to another
   */
  public void reject(String consumer) {
    if (!joined) {
      giveReceipt(consumer);
    } else if (ledger.recordRejection(granted(), consumer)) {
      ended.set(true);
    } else {
      throw new LedgerException("another copy of the delivery is being processed");
    }
    rejections.incrementAndGet();
  }

  /** {@return how many consumers have rejected the delivery under this claim} */
  public int rejections() {
    return rejections.get();
  }

  /**
   * Records that the delivery is finished.
   *
   * @throws LedgerException if the ledger cannot answer, or the claim has passed to another
   */
  public void complete() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    // What was left unclaimed to the end may be finished by another copy.
    Claim last = claim();
    if (last instanceof Claim.Busy) {
      throw another();
    }
    if (last instanceof Claim.Granted granted && !ledger.complete(granted)) {
      throw lost();
    }
  }

  /**
   * Gives the delivery back unfinished.
   *
   * @throws LedgerException if the ledger cannot answer; the claim then ends with its lease
   */
  public void release() {
    if (ended.compareAndSet(false, true)) {
      giveBack();
    }
  }

  private void giveBack() {
    Claim.Granted known = claim;
    if (joined) {
      ledger.recordFailure(Objects.requireNonNull(known));
    } else if (known != null) {
      ledger.release(known);
    }
  }

  /**
   * Gives the delivery back since nothing in the application wants it: the sender has no reason to
   * send it again, but if it does, it is processed anew, as by then something may want it. Does
   * nothing if the claim has ended.
   *
   * @throws LedgerException if the ledger cannot answer; the claim then ends with its lease
   */
  public void ignore() {
    if (ended.compareAndSet(false, true)) {
      giveBack();
      ignored = true;
    }
  }

  /** {@return whether the delivery was given back since nothing wants it} */
  public boolean isIgnored() {
    return ignored;
  }

  private static LedgerException lost() {
    return new LedgerException(
        "the claim has passed to another: processing took longer than its lease");
  }
}
