package org.gatepost.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in memory: it survives no restart and knows no other node. Thread-safe by one lock, held
 * for a few map operations at a time; it has no thread of its own.
 *
 * <p>Bounded: when {@link Settings#capacity} deliveries are remembered or in progress, a further
 * one is refused with a {@link LedgerException} rather than an old one forgotten before its time.
 */
public final class MemoryLedger implements Ledger {

  /**
   * What a memory ledger is made with.
   *
   * @param capacity how many deliveries it holds at most, those in progress included
   * @param remember how long a delivery is remembered after its last claim ended
   * @param lease how long a claim is in force that is neither completed nor released
   */
  public record Settings(int capacity, Duration remember, Duration lease) {
    /**
     * Checks the bounds.
     *
     * @param capacity from 1
     * @param remember positive
     * @param lease positive
     * @throws IllegalArgumentException if one of them is not positive
     */
    public Settings {
      if (capacity < 1
          || remember.isNegative()
          || remember.isZero()
          || lease.isNegative()
          || lease.isZero()) {
        throw new IllegalArgumentException("capacity, remember and lease must be positive");
      }
    }
  }

  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

  /** What is known of one delivery. */
  private static final class Entry {
    private int attempts;
    private boolean finished;
    // Most deliveries are remembered as finished, with nobody left to ask for receipts.
    private Set<String> receipts = Set.of();

    /** The claim in force, or 0. */
    private long token;

    /** When the lease runs out or, with no claim in force, when the entry may be forgotten. */
    private Instant until = Instant.MIN;
  }

  private final Settings settings;
  private final Clock clock;
  private final Map<DeliveryKey, Entry> claimed = new HashMap<>();

  /**
   * Deliveries with no claim in force, longest unused first: the order in which they may be
   * forgotten.
   */
  private final Map<DeliveryKey, Entry> remembered = new LinkedHashMap<>();

  private long lastToken;

  MemoryLedger(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized Claim claim(DeliveryKey key) {
    Instant now = clock.instant();
    forget(now);
    Entry entry = claimed.get(key);
    // At the very end of the lease the claim is no longer in force.
    if (entry != null && now.isBefore(entry.until)) {
      return new Claim.Busy(BUSY_RETRY);
    }
    if (entry == null) {
      entry = remembered.get(key);
      if (entry != null && entry.finished) {
        return new Claim.Done();
      }
    }
    if (entry == null) {
      requireRoom(now);
      entry = new Entry();
    }
    remembered.remove(key);
    claimed.put(key, entry);
    entry.token = ++lastToken;
    entry.attempts++;
    entry.until = now.plus(settings.lease());
    return new Claim.Granted(key, entry.token, entry.attempts);
  }

  @Override
  public synchronized boolean hasReceipt(Claim.Granted claim, String consumer) {
    Entry entry = claimed.getOrDefault(claim.key(), remembered.get(claim.key()));
    return entry != null && (entry.finished || entry.receipts.contains(consumer));
  }

  @Override
  public synchronized boolean giveReceipt(Claim.Granted claim, String consumer) {
    Entry entry = inForce(claim);
    if (entry == null) {
      return false;
    }
    if (entry.receipts.isEmpty()) {
      entry.receipts = new HashSet<>();
    }
    entry.receipts.add(consumer);
    return true;
  }

  @Override
  public synchronized boolean complete(Claim.Granted claim) {
    Entry entry = inForce(claim);
    if (entry == null) {
      return false;
    }
    entry.finished = true;
    // Finished says it of every consumer, also to a former holder that is still at work.
    entry.receipts = Set.of();
    end(claim.key(), entry);
    return true;
  }

  @Override
  public synchronized void release(Claim.Granted claim) {
    Entry entry = inForce(claim);
    if (entry != null) {
      end(claim.key(), entry);
    }
  }

  /** The claimed entry, or null if a later claim has taken over or the claim has ended. */
  private @Nullable Entry inForce(Claim.Granted claim) {
    Entry entry = claimed.get(claim.key());
    // A lease that ran out with nobody after it harms nobody: its holder may still finish.
    return entry != null && entry.token == claim.token() ? entry : null;
  }

  private void end(DeliveryKey key, Entry entry) {
    entry.token = 0;
    entry.until = clock.instant().plus(settings.remember());
    claimed.remove(key);
    remembered.put(key, entry);
  }

  /**
   * Forgets what has been remembered long enough; each entry is forgotten once, so this costs
   * little per claim.
   */
  private void forget(Instant now) {
    Iterator<Entry> oldest = remembered.values().iterator();
    while (oldest.hasNext() && !now.isBefore(oldest.next().until)) {
      oldest.remove();
    }
  }

  private void requireRoom(Instant now) {
    if (claimed.size() + remembered.size() >= settings.capacity()) {
      // Claims whose holders were lost: like all others they are remembered for a while after they
      // ended.
      claimed.values().removeIf(entry -> !now.isBefore(entry.until.plus(settings.remember())));
    }
    if (claimed.size() + remembered.size() >= settings.capacity()) {
      throw new LedgerException(
          "the memory ledger is full: it remembers "
              + settings.capacity()
              + " deliveries for "
              + settings.remember());
    }
  }
}
