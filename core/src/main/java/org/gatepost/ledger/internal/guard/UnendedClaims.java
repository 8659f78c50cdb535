package org.gatepost.ledger.internal.guard;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;

/**
 * Claims that are over, and whose end a ledger could not record: left alone they would stand in the
 * way of their delivery's next copy until the lease ends. Thread-safe; bounded: beyond {@value
 * #MAX} they are left to their lease.
 */
final class UnendedClaims {
  private static final int MAX = 1000;

  private final ConcurrentLinkedQueue<Ending> endings = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  private record Ending(Claim.Granted claim, boolean finished) {}

  /**
   * Adds a claim.
   *
   * @param finished whether the delivery is finished, else it is to be given back
   */
  void add(Claim.Granted claim, boolean finished) {
    if (size.incrementAndGet() > MAX) {
      size.decrementAndGet();
    } else {
      endings.add(new Ending(claim, finished));
    }
  }

  /**
   * Ends them, now that the ledger answers. One that it cannot end even so is left to its lease,
   * and the rest stay here: it may have taken long.
   *
   * @return whether one was ended
   */
  boolean end(Ledger ledger) {
    boolean ended = false;
    for (Ending ending = endings.poll(); ending != null; ending = endings.poll()) {
      size.decrementAndGet();
      try {
        // A claim that has passed to another is not ours to end: the ledger sees to that.
        if (ending.finished()) {
          ledger.complete(ending.claim());
        } else {
          ledger.release(ending.claim());
        }
        ended = true;
      } catch (LedgerException e) {
        return ended;
      }
    }
    return ended;
  }
}
