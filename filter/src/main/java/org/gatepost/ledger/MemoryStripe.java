package org.gatepost.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link MemoryLedger} that holds the deliveries of some hashes. Thread-safe by one
 * lock, held for a few map operations at a time. Times are in milliseconds of the epoch.
 */
final class MemoryStripe {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final Claim BUSY = new Claim.Busy(Duration.ofSeconds(1));
  private static final Claim DONE = new Claim.Done();

  /** What is known of a delivery that is not finished. */
  private static final class Held {
    private final long high;
    private final long low;
    private int attempts;
    private Set<String> receipts = Set.of();

    /** The claim in force, or 0. */
    private long token;

    /** When the lease runs out or, with no claim in force, when this may be forgotten. */
    private long until;

    Held(long high, long low) {
      this.high = high;
      this.low = low;
    }
  }

  private final long rememberMillis;
  private final long leaseMillis;
  private final long epochMillis;
  private final AtomicInteger room;
  private final MessageDigest sha256 = Fingerprints.sha256();
  // What the digest of the key last asked for begins with.
  private long high;
  private long low;
  private long lastToken;

  // Each in the order in which it may be forgotten, so that the oldest is at hand.
  private final Map<DeliveryKey, Held> claimed = new LinkedHashMap<>();
  private final Map<DeliveryKey, Held> released = new LinkedHashMap<>();
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
   * @return granted, busy or done; null if it is new and there is no room
   */
  synchronized @Nullable Claim claim(DeliveryKey key, long now) {
    forget(now);
    Held held = claimed.get(key);
    // At the very end of the lease the claim is no longer in force.
    if (held != null && now < held.until) {
      return BUSY;
    }
    if (held == null) {
      held = released.get(key);
    }
    if (held == null) {
      digest(key);
      if (finished.contains(high, low)) {
        return DONE;
      }
      if (!takeRoom()) {
        return null;
      }
      held = new Held(high, low);
    }
    released.remove(key);
    // Out and in again: to the end of the order.
    claimed.remove(key);
    claimed.put(key, held);
    // A delivery is always in the same stripe, so that its tokens rise.
    held.token = ++lastToken;
    held.attempts++;
    held.until = now + leaseMillis;
    return new Claim.Granted(key, held.token, held.attempts);
  }

  synchronized boolean hasReceipt(Claim.Granted claim, String consumer, long now) {
    forget(now);
    Held held = claimed.getOrDefault(claim.key(), released.get(claim.key()));
    if (held != null) {
      return held.receipts.contains(consumer);
    }
    // Finished says it of every consumer, also to a former holder that is still at work.
    digest(claim.key());
    return finished.contains(high, low);
  }

  synchronized boolean giveReceipt(Claim.Granted claim, String consumer, long now) {
    forget(now);
    Held held = inForce(claim);
    if (held == null) {
      return false;
    }
    if (held.receipts.isEmpty()) {
      held.receipts = new HashSet<>();
    }
    return held.receipts.add(consumer);
  }

  synchronized boolean complete(Claim.Granted claim, long now) {
    forget(now);
    Held held = inForce(claim);
    if (held == null) {
      return false;
    }
    claimed.remove(claim.key());
    finished.add(held.high, held.low, secondAfter(now + rememberMillis));
    return true;
  }

  synchronized void release(Claim.Granted claim, long now) {
    forget(now);
    Held held = inForce(claim);
    if (held != null) {
      held.token = 0;
      held.until = now + rememberMillis;
      claimed.remove(claim.key());
      released.put(claim.key(), held);
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

  private static int forget(Map<DeliveryKey, Held> deliveries, long now) {
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
  private @Nullable Held inForce(Claim.Granted claim) {
    Held held = claimed.get(claim.key());
    // A lease that ran out with nobody after it harms nobody: its holder may still finish.
    return held != null && held.token == claim.token() ? held : null;
  }

  /** The first second at which {@code millis} is past, so that nothing is forgotten too early. */
  private int secondAfter(long millis) {
    return Math.toIntExact(-Math.floorDiv(epochMillis - millis, 1000L));
  }

  /** Puts 128 bits of the key's SHA-256 into {@code high} and {@code low}. */
  private void digest(DeliveryKey key) {
    byte[] digest = Fingerprints.of(sha256, key);
    high = (long) LONGS.get(digest, 0);
    low = (long) LONGS.get(digest, Long.BYTES);
  }
}
