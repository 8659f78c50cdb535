package org.gatepost.ledger.jcache;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Fingerprints;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a cache of JCache (JSR 107): what survives, and which nodes share it, is as the cache
 * has it. One entry a delivery, of two short strings. Thread-safe.
 *
 * <p>Every change is one atomic operation of the cache, {@code putIfAbsent} or {@code replace} of
 * the value that was read, so that of several that claim one delivery one succeeds. Nothing of this
 * library runs inside of the cache: on another node it may not be there. JCache has no clock to
 * ask, so that leases and retention go by the clocks of the nodes, which must agree.
 *
 * <p>An entry must live for as long as {@code remember} and {@code lease} together after it was
 * last changed, and the cache must not evict it sooner: see {@link #configuration}.
 */
public final class JcacheLedger implements Ledger {
  private static final int CONSUMER_LENGTH = 32;
  private static final Claim BUSY = new Claim.Busy(Duration.ofSeconds(1));

  private final Supplier<Cache<String, String>> caches;
  private final long rememberMillis;
  private final long leaseMillis;
  private final Clock clock;
  private volatile @Nullable Cache<String, String> found;

  /**
   * A ledger in the cache that is found when first needed, and found again after any trouble.
   *
   * @param caches finds the cache; may throw a {@link LedgerException}
   * @param remember how long a delivery is remembered after its last claim ended
   * @param lease how long a claim is in force that is neither completed nor released
   * @param clock what it takes the time from
   */
  public JcacheLedger(
      Supplier<Cache<String, String>> caches, Duration remember, Duration lease, Clock clock) {
    this.caches = caches;
    this.rememberMillis = remember.toMillis();
    this.leaseMillis = lease.toMillis();
    this.clock = clock;
  }

  /**
   * What a cache for such a ledger is made with. A provider may add a limit of its own beyond which
   * it evicts (Hazelcast does), which must then be raised.
   *
   * @param remember the ledger's
   * @param lease the ledger's
   * @return strings to strings, that expire when they are no longer needed
   */
  public static MutableConfiguration<String, String> configuration(
      Duration remember, Duration lease) {
    long millis = remember.plus(lease).toMillis();
    return new MutableConfiguration<String, String>()
        .setTypes(String.class, String.class)
        .setExpiryPolicyFactory(
            ModifiedExpiryPolicy.factoryOf(
                new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis)));
  }

  @Override
  public Claim claim(DeliveryKey key) {
    return run("claim a delivery", cache -> claim(cache, key));
  }

  private Claim claim(Cache<String, String> cache, DeliveryKey key) {
    String id = Fingerprints.of(key);
    long now = clock.millis();
    CacheEntry first = CacheEntry.first(null, now, leaseMillis, rememberMillis);
    String mine = first.text();
    if (cache.putIfAbsent(id, mine)) {
      return granted(key, first);
    }
    String there = cache.get(id);
    if (there == null) {
      // Expired just now.
      return BUSY;
    }
    if (there.equals(mine)) {
      return granted(key, first);
    }
    CacheEntry entry = CacheEntry.parse(there);
    CacheEntry next;
    if (now >= entry.forgetAt()) {
      next = CacheEntry.first(entry, now, leaseMillis, rememberMillis);
    } else if (entry.finished()) {
      return new Claim.Done();
    } else if (now < entry.leaseUntil()) {
      return BUSY;
    } else {
      next = entry.claimedAgain(now, leaseMillis, rememberMillis);
    }
    return replace(cache, id, there, next) ? granted(key, next) : BUSY;
  }

  private static Claim granted(DeliveryKey key, CacheEntry entry) {
    return new Claim.Granted(key, entry.token(), entry.attempts());
  }

  @Override
  public boolean hasReceipt(Claim.Granted claim, String consumer) {
    String there = run("look for a receipt", cache -> cache.get(Fingerprints.of(claim.key())));
    if (there == null) {
      return false;
    }
    CacheEntry entry = CacheEntry.parse(there);
    // Finished says it of every consumer, also to a former holder that is still at work.
    return entry.finished() || entry.receipts().contains(id(consumer));
  }

  @Override
  public boolean giveReceipt(Claim.Granted claim, String consumer) {
    String id = id(consumer);
    return change(
        "give a receipt",
        claim,
        entry -> entry.receipts().contains(id) ? null : entry.withReceipt(id));
  }

  @Override
  public boolean complete(Claim.Granted claim) {
    return change(
        "record that a delivery is finished",
        claim,
        entry ->
            entry.completed(
                clock.millis(),
                // Past on every node, whatever its clock says.
                claim.key().recurring() ? -rememberMillis : rememberMillis));
  }

  @Override
  public void release(Claim.Granted claim) {
    change("give a delivery back", claim, entry -> entry.released(clock.millis(), rememberMillis));
  }

  /**
   * Changes the entry of a claim that is in force. One whose lease ran out with nobody after it
   * harms nobody: its holder may still finish.
   *
   * @param change gives null if there is nothing to change
   * @return whether it was changed
   */
  private boolean change(
      String what, Claim.Granted claim, Function<CacheEntry, @Nullable CacheEntry> change) {
    String id = Fingerprints.of(claim.key());
    return run(
        what,
        cache -> {
          // Once, unless others change the entry at the same time; one of these always succeeds.
          while (true) {
            String there = cache.get(id);
            CacheEntry entry = there == null ? null : CacheEntry.parse(there);
            if (there == null
                || entry == null
                || entry.finished()
                || entry.token() != claim.token()) {
              return false;
            }
            CacheEntry changed = change.apply(entry);
            if (changed == null) {
              return false;
            }
            if (replace(cache, id, there, changed)) {
              return true;
            }
          }
        });
  }

  /**
   * Replaces the value that was read. A grid that loses a member repeats what it was asked, and
   * says no if it had done it already: so look who it was.
   */
  private static boolean replace(
      Cache<String, String> cache, String id, String former, CacheEntry next) {
    String mine = next.text();
    return cache.replace(id, former, mine) || mine.equals(cache.get(id));
  }

  // Providers throw what they like: CacheException, IllegalStateException if closed, their own.
  private <T extends @Nullable Object> T run(String what, Function<Cache<String, String>, T> work) {
    try {
      Cache<String, String> cache = found;
      if (cache == null) {
        cache = caches.get();
        found = cache;
      }
      return work.apply(cache);
    } catch (LedgerException e) {
      found = null;
      throw e;
    } catch (RuntimeException e) {
      found = null;
      throw new LedgerException("the cache cannot " + what + ": " + e, e);
    }
  }

  /** Half a fingerprint: it stands among those of a few consumers. */
  private static String id(String consumer) {
    return Fingerprints.of(consumer).substring(0, CONSUMER_LENGTH);
  }
}
