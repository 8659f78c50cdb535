package org.gatepost.ledger.memory;

import java.time.Duration;
import java.util.Objects;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link MemoryLedger} that holds some deliveries. Thread-safe by one lock, held for
 * a few accesses to memory. Times are in milliseconds of the epoch.
 *
 * <p>A delivery has one entry in a table: below 0 the place where it is held, above 0 the second
 * from which it may be forgotten. So a new one is found to be new, noted and finished in one place
 * of memory.
 */
final class MemoryStripe {
  private static final Claim BUSY = new Claim.Busy(Duration.ofSeconds(1));
  private static final Claim DONE = new Claim.Done();

  private final long rememberMillis;
  private final long leaseMillis;
  private final Room room;
  private final int index;
  private final long epochMillis;
  private final FingerprintTable deliveries = new FingerprintTable();
  private final ForgettingTimes finished = new ForgettingTimes();
  private final HeldDeliveries held = new HeldDeliveries();
  private final HeldDelivery.Queue claimed = new HeldDelivery.Queue();
  private final HeldDelivery.Queue released = new HeldDelivery.Queue();
  private long claims;

  /** For how many deliveries there is room in advance. */
  private int spare;

  /**
   * An empty stripe.
   *
   * @param room what all stripes together may hold
   * @param index which of them this is
   * @param claims what its tokens begin with: at random, so that no other ledger's are taken for
   *     its own
   * @param epochMillis when seconds begin to be counted
   */
  MemoryStripe(
      MemoryLedger.Settings settings, Room room, int index, long claims, long epochMillis) {
    this.rememberMillis = settings.remember().toMillis();
    this.leaseMillis = settings.lease().toMillis();
    this.room = room;
    this.index = index;
    this.claims = claims;
    this.epochMillis = epochMillis;
  }

  /** {@return the index of the stripe that gave the token} */
  static int index(long token) {
    return (int) token & (1 << MemoryLedger.STRIPE_BITS) - 1;
  }

  /**
   * Asks for a delivery.
   *
   * @param print the key's
   * @return granted, busy or done; null if it is new and there is no room
   * @throws LedgerException if it is new and too many are held here
   */
  synchronized @Nullable Claim claim(DeliveryKey key, Fingerprint print, long now) {
    forget(now);
    int place = deliveries.find(print.high(), print.low());
    HeldDelivery delivery;
    if (place >= 0) {
      int number = deliveries.number(place);
      if (number > 0) {
        return DONE;
      }
      delivery = at(number);
      // At the very end of the lease the claim is no longer in force.
      if (delivery.token != 0 && now < delivery.until) {
        return BUSY;
      }
      (delivery.token == 0 ? released : claimed).remove(delivery);
    } else {
      held.requirePlace();
      if (!takeRoom()) {
        return null;
      }
      delivery = held.add(print);
      deliveries.add(-1 - place, print.high(), print.low(), -1 - delivery.place);
    }
    // A delivery is always in the same stripe, so that its tokens rise.
    delivery.token =
        (++claims << HeldDeliveries.PLACE_BITS | delivery.place) << MemoryLedger.STRIPE_BITS
            | index;
    delivery.attempts++;
    delivery.until = now + leaseMillis;
    claimed.add(delivery);
    return new Claim.Granted(key, delivery.token, delivery.attempts);
  }

  synchronized boolean hasReceipt(Fingerprint print, String consumer, long now) {
    forget(now);
    int place = deliveries.find(print.high(), print.low());
    if (place < 0) {
      return false;
    }
    int number = deliveries.number(place);
    // Finished says it of every consumer, also to a former holder that is still at work.
    return number > 0 || at(number).hasReceipt(consumer);
  }

  synchronized boolean giveReceipt(long token, String consumer, long now) {
    forget(now);
    HeldDelivery delivery = inForce(token);
    return delivery != null && delivery.giveReceipt(consumer);
  }

  /** As {@link #complete}, of a delivery that is forgotten at once. */
  synchronized boolean completeAndForget(long token, long now) {
    forget(now);
    HeldDelivery delivery = inForce(token);
    if (delivery == null) {
      return false;
    }
    claimed.remove(delivery);
    remove(delivery);
    spare++;
    return true;
  }

  synchronized boolean complete(long token, long now) {
    forget(now);
    HeldDelivery delivery = inForce(token);
    if (delivery == null) {
      return false;
    }
    int second = finished.add(secondAfter(now + rememberMillis));
    deliveries.set(deliveries.find(delivery.high, delivery.low), second);
    claimed.remove(delivery);
    held.remove(delivery);
    return true;
  }

  synchronized void release(long token, long now) {
    forget(now);
    HeldDelivery delivery = inForce(token);
    if (delivery != null) {
      claimed.remove(delivery);
      delivery.token = 0;
      delivery.until = now + rememberMillis;
      released.add(delivery);
    }
  }

  /**
   * Forgets what may be forgotten, and gives all room back that was taken in advance.
   *
   * @return for how many deliveries
   */
  synchronized int giveBackRoom(long now) {
    forget(now);
    int given = spare;
    spare = 0;
    room.giveBack(given);
    return given;
  }

  /** Forgets what has been remembered long enough; each delivery is forgotten once. */
  private void forget(long now) {
    int second = (int) Math.floorDiv(now - epochMillis, 1000L);
    int forgotten = 0;
    while (finished.isDue(second)) {
      int first = finished.first();
      int count = finished.remove();
      deliveries.forget(first, count);
      forgotten += count;
    }
    forgotten += forget(released, now);
    // Claims whose holders were lost: like all others remembered for a while after they ended.
    forgotten += forget(claimed, now - rememberMillis);
    if (forgotten > 0) {
      spare += forgotten;
      int share = room.share();
      if (spare > 2 * share) {
        room.giveBack(spare - share);
        spare = share;
      }
    }
  }

  private int forget(HeldDelivery.Queue queue, long now) {
    int count = 0;
    for (HeldDelivery due = queue.due(now); due != null; due = queue.due(now)) {
      queue.remove(due);
      remove(due);
      count++;
    }
    return count;
  }

  private void remove(HeldDelivery delivery) {
    deliveries.remove(deliveries.find(delivery.high, delivery.low));
    held.remove(delivery);
  }

  private boolean takeRoom() {
    if (spare == 0) {
      spare = room.take();
    }
    if (spare == 0) {
      return false;
    }
    spare--;
    return true;
  }

  private HeldDelivery at(int number) {
    return Objects.requireNonNull(held.at(-1 - number));
  }

  /** The claimed delivery, or null if a later claim has taken over or the claim has ended. */
  private @Nullable HeldDelivery inForce(long token) {
    int place = (int) (token >>> MemoryLedger.STRIPE_BITS) & (1 << HeldDeliveries.PLACE_BITS) - 1;
    HeldDelivery delivery = held.at(place);
    // A lease that ran out with nobody after it harms nobody: its holder may still finish.
    return delivery != null && delivery.token == token ? delivery : null;
  }

  /** The first second at which {@code millis} is past, so that nothing is forgotten too early. */
  private int secondAfter(long millis) {
    return Math.toIntExact(-Math.floorDiv(epochMillis - millis, 1000L));
  }
}
