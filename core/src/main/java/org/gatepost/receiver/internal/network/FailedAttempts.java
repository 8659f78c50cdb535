package org.gatepost.receiver.internal.network;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.gatepost.internal.Messages;

/**
 * How often each client has failed lately. Thread-safe; asking takes no lock. Requests that are
 * being read while their client reaches the limit are not stopped any more.
 *
 * <p>It keeps a bounded number of clients. When there is no room, those that may fail as often as
 * anybody again are dropped; if there is still none, a new client is not limited.
 */
public final class FailedAttempts {
  public static final int MAX_CLIENTS = 10_000;

  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  // Looking for room takes time: not for each of many new clients.
  private static final long PAUSE_IN_NANOS = Duration.ofSeconds(1).toNanos();

  private final RateLimit limit;
  private final Clock clock;
  private final int maxClients;
  private final String source;
  // When the bucket of a client's range is full. The keys are comparable: chosen ones that share a
  // hash are found as fast.
  private final ConcurrentHashMap<Long, Long> fullAt = new ConcurrentHashMap<>();
  private long lookedForRoomAt = RateLimit.UNUSED;

  public FailedAttempts(RateLimit limit, Clock clock, int maxClients, String source) {
    this.limit = limit;
    this.clock = clock;
    this.maxClients = maxClients;
    this.source = source;
  }

  /** {@return zero if the client may try, else how long it takes until it may} */
  public Duration wait(ClientAddress client) {
    Long full = fullAt.get(client.range());
    return full == null
        ? Duration.ZERO
        : Duration.ofNanos(limit.waitInNanos(full, RateLimit.nanos(clock.instant())));
  }

  /** Counts a failure. */
  public synchronized void add(ClientAddress client) {
    long now = RateLimit.nanos(clock.instant());
    Long key = client.range();
    if (!fullAt.containsKey(key) && !hasRoom(now)) {
      return;
    }
    long before = fullAt.getOrDefault(key, RateLimit.UNUSED);
    // Not emptier than empty: those that were on the way do not make the wait longer.
    long after = Math.min(limit.afterOneMore(before, now), now + limit.depthInNanos());
    fullAt.put(key, after);
    if (limit.waitInNanos(after, now) > 0) {
      LOG.log(System.Logger.Level.WARNING, Messages.failureLimitReached(source, client, limit));
    }
  }

  private boolean hasRoom(long now) {
    if (fullAt.size() < maxClients) {
      return true;
    }
    // One in the future was looked at before the clock was set back.
    if (now - PAUSE_IN_NANOS < lookedForRoomAt && lookedForRoomAt <= now) {
      return false;
    }
    lookedForRoomAt = now;
    fullAt.values().removeIf(full -> full <= now);
    boolean room = fullAt.size() < maxClients;
    if (!room) {
      LOG.log(System.Logger.Level.WARNING, Messages.tooManyFailingClients(source, maxClients));
    }
    return room;
  }
}
