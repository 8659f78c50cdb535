package org.gatepost.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gatepost.ledger.memory.MemoryLedger;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MemoryLedger} does, written as plainly as possible: maps under one lock. The oracle
 * that it is compared with.
 */
public final class NaiveLedger implements Ledger {
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

  private final MemoryLedger.Settings settings;
  private final Clock clock;
  private final Map<DeliveryKey, Entry> claimed = new HashMap<>();

  /** Deliveries with no claim in force. */
  private final Map<DeliveryKey, Entry> remembered = new HashMap<>();

  private long lastToken;

  public NaiveLedger(MemoryLedger.Settings settings, Clock clock) {
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
      requireRoom();
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
    forget(clock.instant());
    Entry entry = claimed.getOrDefault(claim.key(), remembered.get(claim.key()));
    return entry != null && (entry.finished || entry.receipts.contains(consumer));
  }

  @Override
  public synchronized boolean giveReceipt(Claim.Granted claim, String consumer) {
    forget(clock.instant());
    Entry entry = inForce(claim);
    if (entry == null) {
      return false;
    }
    if (entry.receipts.isEmpty()) {
      entry.receipts = new HashSet<>();
    }
    return entry.receipts.add(consumer);
  }

  @Override
  public synchronized boolean complete(Claim.Granted claim) {
    forget(clock.instant());
    Entry entry = inForce(claim);
    if (entry == null) {
      return false;
    }
    entry.finished = true;
    // Finished says it of every consumer, also to a former holder that is still at work.
    entry.receipts = Set.of();
    end(claim.key(), entry);
    if (claim.key().recurring()) {
      remembered.remove(claim.key());
    }
    return true;
  }

  @Override
  public synchronized void release(Claim.Granted claim) {
    forget(clock.instant());
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

  /** Forgets what has been remembered long enough, and claims whose holders were lost. */
  private void forget(Instant now) {
    remembered.values().removeIf(entry -> !now.isBefore(entry.until));
    claimed.values().removeIf(entry -> !now.isBefore(entry.until.plus(settings.remember())));
  }

  private void requireRoom() {
    if (claimed.size() + remembered.size() >= settings.capacity()) {
      throw new LedgerException(
          "the memory ledger is full: it remembers "
              + settings.capacity()
              + " deliveries for "
              + settings.remember());
    }
  }
}
