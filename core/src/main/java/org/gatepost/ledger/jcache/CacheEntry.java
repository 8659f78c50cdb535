package org.gatepost.ledger.jcache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.ledger.Fingerprints;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link JcacheLedger} keeps of one delivery. In the cache it is text, since whichever
 * member of a grid holds it need not have a class of ours. Times are milliseconds of the epoch.
 *
 * @param token the last claim's; one that no claim has after a release
 * @param leaseUntil when the last claim runs out, or ended
 * @param forgetAt when all of this may be forgotten
 * @param receipts which consumers are done, each by {@link Fingerprints}; none once all are
 */
record CacheEntry(
    long token,
    int attempts,
    boolean finished,
    long leaseUntil,
    long forgetAt,
    List<String> receipts) {
  // The first field, for those that come after.
  private static final String FORMAT = "1";
  private static final int FIELDS = 8;
  private static final int RANDOM_BITS = 20;

  /** The entry of the first claim in place of what was there before, if anything was. */
  static CacheEntry first(@Nullable CacheEntry former, long now, long lease, long remember) {
    return new CacheEntry(
        nextToken(former == null ? 0 : former.token, now),
        1,
        false,
        now + lease,
        now + lease + remember,
        List.of());
  }

  CacheEntry claimedAgain(long now, long lease, long remember) {
    return new CacheEntry(
        nextToken(token, now), attempts + 1, false, now + lease, now + lease + remember, receipts);
  }

  CacheEntry withReceipt(String consumer) {
    List<String> more = new ArrayList<>(receipts);
    more.add(consumer);
    return new CacheEntry(token, attempts, finished, leaseUntil, forgetAt, List.copyOf(more));
  }

  CacheEntry completed(long now, long remember) {
    return new CacheEntry(token, attempts, true, now, now + remember, List.of());
  }

  CacheEntry released(long now, long remember) {
    return new CacheEntry(token + 1, attempts, false, now, now + remember, receipts);
  }

  /**
   * A token above the last. Drawn anew for each claim: if a cache loses an entry, whoever had the
   * delivery then must not pass for the holder of the next first claim.
   */
  private static long nextToken(long last, long now) {
    long drawn = now << RANDOM_BITS | ThreadLocalRandom.current().nextInt(1 << RANDOM_BITS);
    return Math.max(last + 1, drawn);
  }

  /** A text that no other call gives: so that whoever wrote it can tell it from an equal one. */
  String text() {
    return String.join(
        " ",
        FORMAT,
        Long.toHexString(ThreadLocalRandom.current().nextLong()),
        finished ? "finished" : "open",
        Long.toString(token),
        Integer.toString(attempts),
        Long.toString(leaseUntil),
        Long.toString(forgetAt),
        receipts.isEmpty() ? "-" : String.join(",", receipts));
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws LedgerException if it is something else
   */
  @SuppressForbidden("Of entries that the ledger wrote, not of requests.")
  static CacheEntry parse(String text) {
    String[] fields = text.split(" ", -1);
    if (fields.length != FIELDS || !fields[0].equals(FORMAT)) {
      throw new LedgerException(
          "the cache holds what this version of the ledger has not written: give the ledger a cache of its own");
    }
    try {
      return new CacheEntry(
          Long.parseLong(fields[3]),
          Integer.parseInt(fields[4]),
          fields[2].equals("finished"),
          Long.parseLong(fields[5]),
          Long.parseLong(fields[6]),
          fields[7].equals("-") ? List.of() : List.of(fields[7].split(",", -1)));
    } catch (NumberFormatException e) {
      throw new LedgerException("the cache holds a damaged entry", e);
    }
  }
}
