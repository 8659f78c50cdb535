package org.gatepost.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers which deliveries are being processed and which are finished. Implementations are
 * thread-safe.
 *
 * <p>Invariants: at any moment at most one claim of a delivery is in force. After {@link #complete}
 * has returned true, no claim of that delivery is granted until the ledger's retention has passed;
 * of a {@link DeliveryKey#recurring} one the next claim is granted as that of a new delivery. A
 * receipt outlives the claim under which it was given, whether that is completed, released or runs
 * out. What a ledger cannot remember it does not grant.
 *
 * <p>Every method throws {@link LedgerException} if the ledger cannot answer.
 */
public interface Ledger {

  /** What {@link #giveLastReceipt} has recorded. */
  enum Recorded {
    /** The claim is no longer in force, or the consumer has a receipt already. */
    NOTHING,
    /** The receipt, as {@link #giveReceipt} does. */
    RECEIPT,
    /** The receipt, and that the delivery is finished: both are committed, or neither. */
    COMPLETION
  }

  /**
   * Asks for a delivery.
   *
   * @param key the delivery
   * @return granted, busy or done
   */
  Claim claim(DeliveryKey key);

  /**
   * Asks for several deliveries, the events of one request, one after the other in the order given:
   * whoever asks for several in the same order as all others cannot wait for one who waits for it.
   *
   * @param keys each once
   * @return what {@link #claim} answers to each, in the same order
   * @throws LedgerException if the ledger cannot answer; what was granted is given back then, or
   *     ends with its lease
   */
  default List<Claim> claimAll(List<DeliveryKey> keys) {
    List<Claim> claims = new ArrayList<>(keys.size());
    try {
      for (DeliveryKey key : keys) {
        claims.add(claim(key));
      }
    } catch (LedgerException e) {
      releaseAll(claims, e);
      throw e;
    }
    return claims;
  }

  private void releaseAll(List<Claim> claims, LedgerException reason) {
    for (Claim claim : claims) {
      if (claim instanceof Claim.Granted granted) {
        try {
          release(granted);
        } catch (LedgerException e) {
          reason.addSuppressed(e);
        }
      }
    }
  }

  /**
   * Whether {@link #claimInTransaction} may grant a claim, as far as is known now.
   *
   * @return false unless the implementation says otherwise
   */
  default boolean claimsInTransactions() {
    return false;
  }

  /**
   * Claims a delivery for its only consumer, in the Jakarta transaction that is running, in which
   * that consumer is to work: the claim, its work, its receipt and that the delivery is finished
   * are committed together, or none of them is. Meanwhile no other claim of the delivery is
   * granted. To be called before the work.
   *
   * <p>If it is rolled back, the delivery can be claimed as if it never had been; {@link
   * #recordFailure} or {@link #recordRejection} may say otherwise.
   *
   * @param key the delivery
   * @param consumer the stable name of the only consumer that the delivery has
   * @return the claim, for which nothing is to be given, completed or released; empty if the
   *     delivery must be asked for by {@link #claim}, which tells why: then the transaction is to
   *     be rolled back
   */
  default Optional<Claim.Granted> claimInTransaction(DeliveryKey key, String consumer) {
    return Optional.empty();
  }

  /**
   * How often a delivery has been claimed so far, or has failed under a claim in a transaction.
   *
   * @param key the delivery
   * @return 0 if it never was, or is not known to have been
   */
  default int attempts(DeliveryKey key) {
    return 0;
  }

  /**
   * Counts an attempt that was rolled back with its {@linkplain #claimInTransaction claim}. Does
   * nothing if the delivery is finished, or another copy of it is being processed.
   *
   * @param claim the claim that was rolled back
   */
  default void recordFailure(Claim.Granted claim) {}

  /**
   * Records that a delivery is finished since its only consumer has rejected it, whose {@linkplain
   * #claimInTransaction claim} was rolled back with it.
   *
   * @param claim the claim that was rolled back
   * @param consumer the consumer's stable name
   * @return whether the delivery is finished; false if another copy of it is being processed
   */
  default boolean recordRejection(Claim.Granted claim, String consumer) {
    return false;
  }

  /**
   * Forgets some of what has been remembered long enough, one time in many. To be called after a
   * {@linkplain #claimInTransaction claim in a transaction} was committed; a claim by itself does
   * so too.
   */
  default void tidy() {}

  /**
   * Whether a consumer has finished this delivery, under this claim or an earlier one.
   *
   * @param claim the claim on the delivery
   * @param consumer the consumer's stable name
   * @return true if it gave a receipt
   */
  boolean hasReceipt(Claim.Granted claim, String consumer);

  /**
   * Whether a receipt joins the transaction of Jakarta Transactions that is running, so that it is
   * committed with a consumer's work or not at all.
   *
   * @return false unless the implementation says otherwise
   */
  default boolean joinsTransactions() {
    return false;
  }

  /**
   * Whether a transaction is running which a receipt given now would be part of, by whatever
   * manages it. Goes by the connection's commit mode (JDBC 4.3, section 10.1), which some drivers
   * and servers do not tell within a transaction of Jakarta Transactions.
   *
   * @return false unless the implementation says otherwise
   */
  default boolean isInTransaction() {
    return false;
  }

  /**
   * Records that a consumer finished this delivery, in the transaction that is running if the
   * ledger takes part in such.
   *
   * @param claim the claim on the delivery
   * @param consumer the consumer's stable name
   * @return false if the claim is no longer in force or the consumer has a receipt already; then
   *     nothing was recorded, and a running transaction must be rolled back. A claim under which a
   *     receipt was given stays in force until the transaction ends, except in a database of plain
   *     SQL (see {@code JdbcLedger})
   * @throws LedgerException also where the claim has passed to another since the transaction began
   *     and the database says so by undoing the transaction
   */
  boolean giveReceipt(Claim.Granted claim, String consumer);

  /**
   * Records that a consumer finished several deliveries, as {@link #giveReceipt} does for one.
   *
   * @param claims the claims on the deliveries
   * @param consumer the consumer's stable name
   * @return false if one of the claims is no longer in force or the consumer has a receipt of it
   *     already; then a running transaction must be rolled back, and without one the receipts of
   *     the others may have been given
   */
  default boolean giveReceipts(List<Claim.Granted> claims, String consumer) {
    for (Claim.Granted claim : claims) {
      if (!giveReceipt(claim, consumer)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Records that a consumer finished this delivery, and may record with it that the delivery is
   * finished, for it was the last. So a delivery whose last consumer works in a transaction needs
   * no other to be completed.
   *
   * <p>Invariant: the completion is recorded only in the transaction that is running, by the same
   * commit as the receipt. If that is rolled back, the claim is in force as before; while it is not
   * known whether it was committed, {@link #release} of the claim waits or fails, and has no effect
   * on a delivery that is finished. A ledger that cannot keep to this, or finds no transaction,
   * gives the receipt alone, as this implementation does.
   *
   * @param claim the claim on the delivery
   * @param consumer the stable name of the only consumer that had not finished the delivery
   * @return what was recorded: if nothing, a running transaction must be rolled back; if the
   *     receipt alone, {@link #complete} is still to be called
   */
  default Recorded giveLastReceipt(Claim.Granted claim, String consumer) {
    return giveReceipt(claim, consumer) ? Recorded.RECEIPT : Recorded.NOTHING;
  }

  /**
   * Records that the delivery is finished, and ends the claim.
   *
   * @param claim the claim on the delivery
   * @return false if the claim is no longer in force, and nothing was recorded
   */
  boolean complete(Claim.Granted claim);

  /**
   * Records that several deliveries are finished, as {@link #complete} does for one.
   *
   * @param claims the claims on the deliveries
   * @return false if one of the claims is no longer in force, of whose delivery nothing was
   *     recorded
   */
  default boolean completeAll(List<Claim.Granted> claims) {
    boolean all = true;
    for (Claim.Granted claim : claims) {
      all &= complete(claim);
    }
    return all;
  }

  /**
   * Ends the claim with the delivery unfinished, so that it can be claimed again. Does nothing if
   * it is not in force.
   *
   * @param claim the claim on the delivery
   */
  void release(Claim.Granted claim);

  /**
   * Makes ready whatever the first claim would: reaches where the ledger is kept, and creates what
   * has to be there. Does nothing unless the implementation says otherwise.
   *
   * @throws LedgerException if the ledger cannot be used as it is now
   */
  default void reach() {}

  /**
   * Tells that an application uses a source's name, and learns which one did before: two that use
   * one name would take each other's deliveries for copies. Knows of none unless the implementation
   * says otherwise.
   *
   * @param source the source's name here, as in {@link DeliveryKey#source}
   * @param application what tells the application from others
   * @return another application that used the name last; empty if it was this one, or is not known
   * @throws LedgerException if the ledger cannot be reached
   */
  default Optional<String> announce(String source, String application) {
    return Optional.empty();
  }

  /** {@return a ledger that remembers nothing: every delivery is granted, at its first attempt} */
  static Ledger none() {
    return new NoLedger();
  }
}
