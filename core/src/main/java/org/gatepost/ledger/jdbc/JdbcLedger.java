package org.gatepost.ledger.jdbc;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a database: it survives restarts, and nodes share it. Thread-safe; keeps no
 * connection between calls.
 *
 * <p>{@link #giveReceipt} and {@link #giveLastReceipt} join the transaction that the caller has
 * running, so that a receipt and the work it is for are committed together or not at all.
 * Everything else commits by itself.
 */
public final class JdbcLedger implements Ledger {
  // One in so many claims forgets up to that many deliveries, twice what comes in.
  private static final int CLAIMS_PER_SWEEP = 32;
  private static final int FORGOTTEN_PER_SWEEP = 64;
  private static final int FORGOTTEN_AT_ONCE = 512;
  private static final long LONGEST_SWEEP_IN_MILLIS = 500;

  private final Clock clock;
  private final JdbcAccess database;
  private final JdbcClaims claims;
  private final JdbcProgress progress;
  private final AtomicLong asked = new AtomicLong();
  private final long rememberMillis;
  private final long leaseMillis;
  private volatile boolean met;
  private volatile boolean hidden;
  private volatile @Nullable JdbcJoined joined;

  /**
   * A ledger in a database: H2, PostgreSQL, MariaDB, MySQL, or another that has plain SQL. It
   * creates its tables, {@code gatepost_delivery}, {@code gatepost_receipt}, {@code
   * gatepost_schema} with the version of these and, which it can do without, {@code
   * gatepost_source}, when it is first used or {@linkplain #reach reached}; the statements are in
   * {@code META-INF/gatepost/ledger} of the jar. Tables of another version are refused. {@link
   * #giveReceipt} and {@link #giveLastReceipt} join the transaction that is running; everything
   * else must be called where none is. Any isolation level but READ UNCOMMITTED will do. In a
   * database that is none of those named a claim can pass to another while a receipt is being
   * committed: then the receipt's key decides, and one of both transactions is rolled back.
   *
   * @param dataSource where the database is
   * @param remember how long a delivery is remembered after its last claim ended
   * @param lease how long a claim is in force that is neither completed nor released
   * @param clock what it takes the time from where the database's clock cannot be asked, which is
   *     all but those named above
   * @return the ledger of all nodes that use this database
   */
  public static Ledger of(DataSource dataSource, Duration remember, Duration lease, Clock clock) {
    return new JdbcLedger(dataSource, remember, lease, clock);
  }

  /**
   * A ledger in the database behind a data source; it is first reached when first used.
   *
   * @param clock only for a database whose own clock cannot be asked
   */
  JdbcLedger(DataSource dataSource, Duration remember, Duration lease, Clock clock) {
    this(dataSource, remember, lease, clock, null, () -> 0);
  }

  /** Likewise, for tests, with real waits. */
  JdbcLedger(
      DataSource dataSource,
      Duration remember,
      Duration lease,
      Clock clock,
      @Nullable Database database,
      LongSupplier shiftMillis) {
    this(dataSource, remember, lease, clock, database, shiftMillis, BackOff.inRealTime());
  }

  /** Likewise, with the transactions of this server. */
  JdbcLedger(
      DataSource dataSource,
      Duration remember,
      Duration lease,
      Clock clock,
      @Nullable Database database,
      LongSupplier shiftMillis,
      BackOff backOff) {
    this(
        dataSource,
        remember,
        lease,
        clock,
        database,
        shiftMillis,
        backOff,
        JakartaTransactions.ofServer());
  }

  /**
   * A ledger for tests.
   *
   * @param database what to take the database for, or null to ask it
   * @param shiftMillis by how much the database's clock is late
   * @param backOff the waits before what the database undid for another's sake is done again
   * @param managed whether the thread is in a transaction that the server manages
   */
  JdbcLedger(
      DataSource dataSource,
      Duration remember,
      Duration lease,
      Clock clock,
      @Nullable Database database,
      LongSupplier shiftMillis,
      BackOff backOff,
      BooleanSupplier managed) {
    this.clock = clock;
    this.database = new JdbcAccess(dataSource, clock, database, shiftMillis, backOff, managed);
    this.rememberMillis = remember.toMillis();
    this.leaseMillis = lease.toMillis();
    this.claims = new JdbcClaims(rememberMillis, leaseMillis);
    this.progress = new JdbcProgress(rememberMillis);
  }

  @Override
  public void reach() {
    database.alone("be used as a ledger", this::meet);
  }

  @Override
  public Optional<String> announce(String source, String application) {
    return database.alone(
        "tell which application uses a source",
        session -> {
          try {
            return JdbcSources.announce(session, source, application);
          } catch (SQLException unknown) {
            // Another node was faster, or may create no table: nothing else depends on it.
            return Optional.empty();
          }
        });
  }

  @Override
  public Claim claim(DeliveryKey key) {
    sweepSometimes(1);
    return database.alone(
        "claim a delivery",
        session -> {
          meet(session);
          return claims.claim(session, key);
        });
  }

  /** Finds out, with the first connection, whether the database can claim in transactions. */
  private JdbcSession meet(JdbcSession session) throws SQLException {
    if (!met) {
      joined = JdbcJoined.of(session, rememberMillis, leaseMillis);
      met = true;
    }
    return session;
  }

  @Override
  public List<Claim> claimAll(List<DeliveryKey> keys) {
    // Those that are asked for alone below count once more, which does no harm.
    sweepSometimes(keys.size());
    Map<DeliveryKey, Claim> all = new HashMap<>();
    try {
      for (List<DeliveryKey> part : Together.parts(keys)) {
        all.putAll(
            database.alone(
                "claim the events of a delivery", session -> claims.claimTogether(session, part)));
      }
      // The others one by one: what the database undoes for another's sake is done again for that
      // one alone.
      List<DeliveryKey> others = keys.stream().filter(key -> !all.containsKey(key)).toList();
      List<Claim> asked = Ledger.super.claimAll(others);
      for (int i = 0; i < asked.size(); i++) {
        all.put(others.get(i), asked.get(i));
      }
    } catch (LedgerException e) {
      claims.abandon(all.values());
      throw e;
    }
    return keys.stream().map(all::get).toList();
  }

  private void sweepSometimes(int claims) {
    // Before the claim: one that was granted must not be lost to a failure in tidying up.
    long before = asked.getAndAdd(claims);
    int sweeps = (int) ((before + claims) / CLAIMS_PER_SWEEP - before / CLAIMS_PER_SWEEP);
    long begin = clock.millis();
    int left = sweeps * FORGOTTEN_PER_SWEEP;
    boolean more = left > 0;
    while (more) {
      int part = Math.min(left, FORGOTTEN_AT_ONCE);
      int found =
          database.alone("forget old deliveries", session -> JdbcOblivion.sweep(session, part));
      left -= part;
      // What is left over is for the next: nobody's claim waits for long.
      more = left > 0 && found == part && clock.millis() - begin < LONGEST_SWEEP_IN_MILLIS;
    }
  }

  @Override
  public boolean claimsInTransactions() {
    return joined != null && !hidden;
  }

  @Override
  public Optional<Claim.Granted> claimInTransaction(DeliveryKey key, String consumer) {
    JdbcJoined known = joined;
    return known == null
        ? Optional.empty()
        : database.join(
            "claim a delivery in a transaction",
            session -> {
              if (session.connection().getAutoCommit()) {
                // Nothing would be rolled back. Some connections hide their transaction, and will
                // again: the next delivery does without one that is of no use.
                hidden = true;
                return Optional.empty();
              }
              return known.claim(session, key, consumer);
            });
  }

  @Override
  public int attempts(DeliveryKey key) {
    return database.join(
        "tell how often a delivery was claimed",
        session -> {
          JdbcRow row = JdbcRow.read(session, JdbcIds.of(key));
          return row == null ? 0 : row.attempts();
        });
  }

  @Override
  public void recordFailure(Claim.Granted claim) {
    database.alone(
        "count a failed attempt",
        session -> {
          Objects.requireNonNull(joined).countFailure(session, claim.key());
          return claim;
        });
  }

  @Override
  public boolean recordRejection(Claim.Granted claim, String consumer) {
    return database.alone(
        "record that a delivery was rejected",
        session -> Objects.requireNonNull(joined).reject(session, claim.key(), consumer));
  }

  @Override
  public void tidy() {
    sweepSometimes(1);
  }

  @Override
  public boolean hasReceipt(Claim.Granted claim, String consumer) {
    return database.join(
        "look for a receipt", session -> progress.hasReceipt(session, claim, consumer));
  }

  @Override
  public boolean joinsTransactions() {
    return true;
  }

  @Override
  public boolean isInTransaction() {
    return database.join(
        "tell whether a transaction is running", session -> !session.connection().getAutoCommit());
  }

  @Override
  public boolean giveReceipt(Claim.Granted claim, String consumer) {
    return database.join(
        "give a receipt", session -> progress.giveReceipt(session, claim, consumer));
  }

  @Override
  public boolean giveReceipts(List<Claim.Granted> claims, String consumer) {
    for (List<Claim.Granted> alike : Together.alike(claims)) {
      if (!database.join(
          "give receipts", session -> progress.giveReceipts(session, alike, consumer))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Recorded giveLastReceipt(Claim.Granted claim, String consumer) {
    return database.join(
        "give a receipt and record that a delivery is finished",
        session -> {
          if (session.connection().getAutoCommit()) {
            if (!progress.giveReceipt(session, claim, consumer)) {
              return Recorded.NOTHING;
            }
            // Without a transaction nothing holds the two together. Some connections hide one.
            return progress.completeInTransaction(session, claim)
                ? Recorded.COMPLETION
                : Recorded.RECEIPT;
          }
          return progress.finish(session, claim, consumer) ? Recorded.COMPLETION : Recorded.NOTHING;
        });
  }

  @Override
  public boolean complete(Claim.Granted claim) {
    return database.alone(
        "record that a delivery is finished", session -> progress.complete(session, claim));
  }

  @Override
  public boolean completeAll(List<Claim.Granted> claims) {
    boolean all = true;
    for (List<Claim.Granted> alike : Together.alike(claims)) {
      all &=
          database.alone(
              "record that the events of a delivery are finished",
              session -> progress.completeAll(session, alike));
    }
    return all;
  }

  @Override
  public void release(Claim.Granted claim) {
    database.alone(
        "give a delivery back",
        session -> {
          progress.release(session, claim);
          return claim;
        });
  }
}
