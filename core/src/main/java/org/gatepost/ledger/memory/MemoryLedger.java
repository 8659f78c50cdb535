package org.gatepost.ledger.memory;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in memory: it survives no restart and knows no other node. Thread-safe: deliveries are
 * spread over {@value #STRIPES} locks, each held for a few accesses to memory; it has no thread of
 * its own, and every operation's cost is constant.
 *
 * <p>Bounded: when {@link Settings#capacity} deliveries are remembered or in progress, a further
 * one is refused with a {@link LedgerException} rather than an old one forgotten before its time. A
 * finished delivery takes less than 64 bytes of heap; one in progress, or given back unfinished,
 * some 300.
 *
 * <p>Deliveries are told apart by 102 bits, of SipHash under a random key that each ledger draws
 * and nobody can see: that two of a million share them is less likely than 1 in 10^18, and no
 * sender can bring it about.
 */
public final class MemoryLedger implements Ledger {
  static final int STRIPE_BITS = 6;
  private static final int STRIPES = 1 << STRIPE_BITS;

  /**
   * What a memory ledger is made with.
   *
   * @param capacity how many deliveries it holds at most, those in progress included
   * @param remember how long a delivery is remembered after its last claim ended; up to a second
   *     longer
   * @param lease how long a claim is in force that is neither completed nor released
   */
  public record Settings(int capacity, Duration remember, Duration lease) {
    private static final Duration MAX = Duration.ofDays(3650);

    /**
     * Checks the bounds.
     *
     * @param capacity from 1
     * @param remember from a millisecond to ten years, inclusive
     * @param lease from a millisecond to ten years, inclusive
     * @throws IllegalArgumentException if one of them is outside its bounds
     */
    public Settings {
      if (capacity < 1) {
        throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
      }
      requireWithin("remember", remember);
      requireWithin("lease", lease);
    }

    private static void requireWithin(String name, Duration duration) {
      if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(MAX) > 0) {
        throw new IllegalArgumentException(
            name + " must be from PT0.001S to " + MAX + ", was " + duration);
      }
    }
  }

  /** A source, and what has been computed of its deliveries' fingerprints. */
  private record Source(String name, SipHash hash) {}

  /**
   * A ledger in this process's memory.
   *
   * @param settings its bounds
   * @param clock what it takes the time from
   * @return an empty ledger
   */
  public static Ledger of(Settings settings, Clock clock) {
    return new MemoryLedger(settings, clock);
  }

  private final Settings settings;
  private final Clock clock;
  private final long hashKey0;
  private final long hashKey1;
  private final int firstClaims;
  private final Room room;
  private final long epochMillis;
  // Made when they are first used.
  private final AtomicReferenceArray<@Nullable MemoryStripe> stripes =
      new AtomicReferenceArray<>(STRIPES);

  // Nearly always the only one. Immutable, so that a thread may see an old one or a new one.
  private @Nullable Source lastSource;

  MemoryLedger(Settings settings, Clock clock) {
    this(settings, clock, new SecureRandom());
  }

  /** An empty ledger whose key is the next two numbers, and whose tokens begin with the third. */
  MemoryLedger(Settings settings, Clock clock, RandomGenerator random) {
    this.settings = settings;
    this.clock = clock;
    this.hashKey0 = random.nextLong();
    this.hashKey1 = random.nextLong();
    this.firstClaims = random.nextInt(Integer.MAX_VALUE);
    this.room = new Room(settings.capacity(), STRIPES);
    this.epochMillis = clock.millis();
  }

  @Override
  public Claim claim(DeliveryKey key) {
    Fingerprint print = print(key);
    MemoryStripe own = stripe(print);
    long now = clock.millis();
    Claim claim = own.claim(key, print, now);
    // Full, but perhaps of what other stripes have not forgotten yet, or have in advance.
    while (claim == null && gatherRoom(now)) {
      claim = own.claim(key, print, now);
    }
    if (claim == null) {
      throw new LedgerException(
          "the memory ledger is full: it remembers "
              + settings.capacity()
              + " deliveries for "
              + settings.remember());
    }
    return claim;
  }

  @Override
  public boolean hasReceipt(Claim.Granted claim, String consumer) {
    Fingerprint print = print(claim.key());
    return stripe(print).hasReceipt(print, consumer, clock.millis());
  }

  @Override
  public boolean giveReceipt(Claim.Granted claim, String consumer) {
    MemoryStripe stripe = stripe(claim);
    return stripe != null && stripe.giveReceipt(claim.token(), consumer, clock.millis());
  }

  @Override
  public boolean complete(Claim.Granted claim) {
    MemoryStripe stripe = stripe(claim);
    if (stripe == null) {
      return false;
    }
    long now = clock.millis();
    return claim.key().recurring()
        ? stripe.completeAndForget(claim.token(), now)
        : stripe.complete(claim.token(), now);
  }

  @Override
  public void release(Claim.Granted claim) {
    MemoryStripe stripe = stripe(claim);
    if (stripe != null) {
      stripe.release(claim.token(), clock.millis());
    }
  }

  /** {@return whether there is any room, now that no stripe has it in advance} */
  private boolean gatherRoom(long now) {
    int gathered = 0;
    for (int i = 0; i < STRIPES; i++) {
      MemoryStripe stripe = stripes.get(i);
      if (stripe != null) {
        gathered += stripe.giveBackRoom(now);
      }
    }
    return gathered > 0 || room.share() > 0;
  }

  private Fingerprint print(DeliveryKey key) {
    Source source = lastSource;
    if (source == null || !source.name().equals(key.source())) {
      source = new Source(key.source(), SipHash.begin(hashKey0, hashKey1, key.source()));
      lastSource = source;
    }
    return source.hash().print(key.key());
  }

  /** The delivery's stripe, by bits of its fingerprint that tables do without. */
  private MemoryStripe stripe(Fingerprint print) {
    int index = (int) print.low() & STRIPES - 1;
    MemoryStripe stripe = stripes.get(index);
    if (stripe != null) {
      return stripe;
    }
    MemoryStripe made = new MemoryStripe(settings, room, index, firstClaims, epochMillis);
    MemoryStripe other = stripes.compareAndExchange(index, null, made);
    return other == null ? made : other;
  }

  /** The stripe that granted a claim, without computing the fingerprint again. */
  private @Nullable MemoryStripe stripe(Claim.Granted claim) {
    return stripes.get(MemoryStripe.index(claim.token()));
  }
}
