package org.gatepost.ledger;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link MemoryLedger} that holds some deliveries. Thread-safe by one lock, held for
 * a few map operations at a time. Times are in milliseconds of the epoch.
 */
final class MemoryStripe {
  private static final Claim BUSY = new Claim.Busy(Duration.ofSeconds(1));
  private static final Claim DONE = new Claim.Done();

  /** What is known of a delivery that is not finished. */
  private static final class Held {
    private int attempts;
    private Set<String> receipts = Set.of();

    /** The claim in force, or 0. */
    private long token;

    /** When the lease runs out or, with no claim in force, when this may be forgotten. */
    private long until;
  }

  private final long rememberMillis;
  private final long leaseMillis;
  private final long epochMillis;
  private final AtomicInteger room;
  private long lastToken;

  // Each in the order in which it may be forgotten, so that the oldest is at hand.
  private final Map<Fingerprint, Held> claimed = new LinkedHashMap<>();
  private final Map<Fingerprint, Held> released = new LinkedHashMap<>();
  private final FinishedDeliveries finished = new FinishedDeliveries();

  /**
   * An empty stripe.
   *
   * @param room how many more deliveries all stripes together may hold
   * @param epochMillis a time that is not after any that is given later
   */
  MemoryStripe(MemoryLedger.Settings settings, AtomicInteger room, long epochMillis) {
    this.rememberMillis = settings.remember().toMillis();
    this.leaseMillis = settings.lease().toMillis();
    this.epochMillis = epochMillis;
    this.room = room;
  }

  /**
   * Asks for a delivery.
   *
   * @param print the key's
   * @return granted, busy or done; null if it is new and there is no room
   */
  synchronized @Nullable Claim claim(DeliveryKey key, Fingerprint print, long now) {
    forget(now);
    Held held = claimed.get(print);
    // At the very end of the lease the claim is no longer in force.
    if (held != null && now < held.until) {
      return BUSY;
    }
    if (held != null) {
      // Out and in again: to the end of the order.
      claimed.remove(print);
    } else {
      held = released.remove(print);
    }
    if (held == null) {
      if (finished.contains(print.high(), print.low())) {
        return DONE;
      }
      if (!takeRoom()) {
        return null;
      }
      held = new Held();
    }
    claimed.put(print, held);
    // A delivery is always in the same stripe, so that its tokens rise.
    held.token = ++lastToken;
    held.attempts++;
    held.until = now + leaseMillis;
    return new Claim.Granted(key, held.token, held.attempts);
  }

  synchronized boolean hasReceipt(Fingerprint print, String consumer, long now) {
    forget(now);
    Held held = claimed.getOrDefault(print, released.get(print));
    // Finished says it of every consumer, also to a former holder that is still at work.
    return held == null
        ? finished.contains(print.high(), print.low())
        : held.receipts.contains(consumer);
  }

  synchronized boolean giveReceipt(Fingerprint print, long token, String consumer, long now) {
    forget(now);
    Held held = inForce(print, token);
    if (held == null) {
      return false;
    }
    if (held.receipts.isEmpty()) {
      held.receipts = new HashSet<>();
    }
    return held.receipts.add(consumer);
  }

  synchronized boolean complete(Fingerprint print, long token, long now) {
    forget(now);
    if (inForce(print, token) == null) {
      return false;
    }
    claimed.remove(print);
    finished.add(print.high(), print.low(), secondAfter(now + rememberMillis));
    return true;
  }

  synchronized void release(Fingerprint print, long token, long now) {
    forget(now);
    Held held = inForce(print, token);
    if (held != null) {
      held.token = 0;
      held.until = now + rememberMillis;
      claimed.remove(print);
      released.put(print, held);
    }
  }

  /** Forgets what has been remembered long enough; each delivery is forgotten once. */
  synchronized void forget(long now) {
    int forgotten = finished.forget((int) Math.floorDiv(now - epochMillis, 1000L));
    forgotten += forget(released, now);
    // Claims whose holders were lost: like all others remembered for a while after they ended.
    forgotten += forget(claimed, now - rememberMillis);
    if (forgotten > 0) {
      room.addAndGet(forgotten);
    }
  }

  private static int forget(Map<Fingerprint, Held> deliveries, long now) {
    int before = deliveries.size();
    if (before > 0) {
      Iterator<Held> oldest = deliveries.values().iterator();
      while (oldest.hasNext() && now >= oldest.next().until) {
        oldest.remove();
      }
    }
    return before - deliveries.size();
  }

  private boolean takeRoom() {
    return room.getAndUpdate(left -> left > 0 ? left - 1 : 0) > 0;
  }

  /** The claimed delivery, or null if a later claim has taken over or the claim has ended. */
  private @Nullable Held inForce(Fingerprint print, long token) {
    Held held = claimed.get(print);
    // A lease that ran out with nobody after it harms nobody: its holder may still finish.
    return held != null && held.token == token ? held : null;
  }

  /** The first second at which {@code millis} is past, so that nothing is forgotten too early. */
  private int secondAfter(long millis) {
    return Math.toIntExact(-Math.floorDiv(epochMillis - millis, 1000L));
  }
}
