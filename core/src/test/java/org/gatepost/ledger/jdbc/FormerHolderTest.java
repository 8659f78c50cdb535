package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jdbc.fixture.H2;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose claim passed to another gives no receipt, at every isolation level of every database. */
@ParameterizedClass
@EnumSource(
    value = Isolation.class,
    mode = EnumSource.Mode.MATCH_NONE,
    names = {"ANSI.*", ".*UNCOMMITTED"})
@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
@Timeout(600)
class FormerHolderTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final Isolation isolation;
  private final DataSource database;
  private final TransactionalDataSource transaction;
  private final Ledger ledger;
  private Claim.Granted former;

  FormerHolderTest(Isolation isolation, PostgreSql postgreSql, MariaDb mariaDb) {
    this.isolation = isolation;
    this.database = isolation.database(postgreSql, mariaDb);
    this.transaction = new TransactionalDataSource(database);
    this.ledger =
        new JdbcLedger(
            transaction.get(),
            Duration.ofHours(1),
            LEASE,
            clock,
            isolation.dialect(),
            clock::millis);
  }

  @BeforeEach
  void claim() {
    former = (Claim.Granted) ledger.claim(KEY);
  }

  @Test
  void levelIsTheOneThatIsTested() throws Exception {
    String ask =
        switch (isolation.kind()) {
          case POSTGRESQL -> "SHOW transaction_isolation";
          case MARIADB -> "SELECT @@tx_isolation";
          case H2, ANSI ->
              "SELECT isolation_level FROM information_schema.sessions"
                  + " WHERE session_id = SESSION_ID()";
        };
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ask)) {
      row.next();
      assertThat(row.getString(1).toUpperCase(Locale.ROOT).replace('-', ' '))
          .isEqualTo(isolation.level());
    }
  }

  @Test
  void receiptInATransactionThatSawTheClaimInForceIsNotGiven() throws Exception {
    transaction.begin();
    ledger.hasReceipt(former, "before");
    passToAnother();

    assertThat(isGiven("a")).isFalse();
    transaction.rollback();
    assertThat(receipts()).isZero();
  }

  @Test
  void lastReceiptInATransactionThatSawTheClaimInForceIsNotGiven() throws Exception {
    transaction.begin();
    ledger.hasReceipt(former, "before");
    passToAnother();

    try {
      assertThat(ledger.giveLastReceipt(former, "a")).isEqualTo(Ledger.Recorded.NOTHING);
    } catch (LedgerException e) {
      assertThat(e).hasMessageContaining("the database cannot");
    }
    transaction.rollback();
    assertThat(receipts()).isZero();
  }

  @Test
  void claimPassesToAnotherOnlyOnceAReceiptIsCommitted() throws Exception {
    transaction.begin();
    assertThat(ledger.giveReceipt(former, "a")).isTrue();
    clock.advance(LEASE);
    CompletableFuture<Claim.Granted> next = CompletableFuture.supplyAsync(this::claimed);
    awaitWaiting(next);
    transaction.commit();

    Claim.Granted holder = next.get();
    assertThat(ledger.hasReceipt(holder, "a")).isTrue();
    assertThat(ledger.giveReceipt(holder, "a")).isFalse();
    assertThat(ledger.giveReceipt(holder, "b")).isTrue();
  }

  @Test
  void receiptsInATransactionThatSawTheClaimsInForceAreNotGiven() throws Exception {
    List<Claim.Granted> formers = claimedTogether();
    transaction.begin();
    ledger.hasReceipt(formers.get(1), "before");
    passToAnother(formers.get(1).key());

    assertThat(areGiven(formers)).isFalse();
    transaction.rollback();
    assertThat(receipts()).isZero();
  }

  @Test
  void claimPassesToAnotherOnlyOnceTheReceiptsOfSeveralAreCommitted() throws Exception {
    List<Claim.Granted> formers = claimedTogether();
    DeliveryKey key = formers.get(1).key();
    transaction.begin();
    assertThat(ledger.giveReceipts(formers, "a")).isTrue();
    clock.advance(LEASE);
    CompletableFuture<Claim.Granted> next = CompletableFuture.supplyAsync(() -> claimed(key));
    awaitWaiting(next);
    transaction.commit();

    assertThat(ledger.hasReceipt(next.get(), "a")).isTrue();
    assertThat(ledger.giveReceipts(formers, "b")).isFalse();
  }

  private List<Claim.Granted> claimedTogether() {
    return ledger
        .claimAll(List.of(new DeliveryKey("mail", "1"), new DeliveryKey("mail", "2")))
        .stream()
        .map(Claim.Granted.class::cast)
        .toList();
  }

  @Test
  void claimPassesToAnotherOnceAReceiptIsRolledBack() throws Exception {
    transaction.begin();
    assertThat(ledger.giveReceipt(former, "a")).isTrue();
    clock.advance(LEASE);
    CompletableFuture<Claim.Granted> next = CompletableFuture.supplyAsync(this::claimed);
    awaitWaiting(next);
    transaction.rollback();

    Claim.Granted holder = next.get();
    assertThat(ledger.hasReceipt(holder, "a")).isFalse();
    assertThat(ledger.giveReceipt(former, "a")).isFalse();
    assertThat(ledger.giveReceipt(holder, "a")).isTrue();
  }

  /** It would be told that it is finished, and then that is undone. */
  @Test
  void copyIsNotFinishedBeforeTheCompletionIsCommitted() throws Exception {
    transaction.begin();
    assertThat(ledger.giveLastReceipt(former, "a")).isEqualTo(Ledger.Recorded.COMPLETION);
    CompletableFuture<Claim> copy = CompletableFuture.supplyAsync(() -> ledger.claim(KEY));
    if (isolation.kind() == Database.H2) {
      copy.join();
    } else {
      // The copy's row waits for the one that is there.
      awaitWaiting(copy);
    }
    transaction.rollback();

    assertThat(copy.join()).isInstanceOf(Claim.Busy.class);
  }

  /** Until another is held up, or is done, which it must not be. */
  private void awaitWaiting(CompletableFuture<?> other) throws SQLException {
    String waiting =
        switch (isolation.kind()) {
          case POSTGRESQL -> "SELECT count(*) FROM pg_locks WHERE NOT granted";
          case MARIADB ->
              "SELECT variable_value FROM information_schema.global_status"
                  + " WHERE variable_name = 'INNODB_ROW_LOCK_CURRENT_WAITS'";
          case H2, ANSI ->
              "SELECT count(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
        };
    while (count(waiting) == 0) {
      assertThat(other).isNotDone();
      Thread.onSpinWait();
    }
    assertThat(other).isNotDone();
  }

  private void passToAnother() {
    passToAnother(KEY);
  }

  private void passToAnother(DeliveryKey key) {
    assumeFalse(
        isolation.kind() == Database.MARIADB && isolation.level().equals("SERIALIZABLE"),
        "whoever has read a row holds it as it is");
    clock.advance(LEASE);
    CompletableFuture.supplyAsync(() -> claimed(key)).join();
  }

  private Claim.Granted claimed() {
    return claimed(KEY);
  }

  private Claim.Granted claimed(DeliveryKey key) {
    Claim claim = ledger.claim(key);
    assertThat(claim).isInstanceOf(Claim.Granted.class);
    return (Claim.Granted) claim;
  }

  /** A database may also say that it cannot: then the transaction is over, as it is to be. */
  private boolean isGiven(String consumer) {
    return isGiven(() -> ledger.giveReceipt(former, consumer));
  }

  private boolean areGiven(List<Claim.Granted> claims) {
    return isGiven(() -> ledger.giveReceipts(claims, "a"));
  }

  private static boolean isGiven(BooleanSupplier receipt) {
    try {
      return receipt.getAsBoolean();
    } catch (LedgerException e) {
      assertThat(e).hasMessageContaining("the database cannot give");
      return false;
    }
  }

  private int receipts() throws SQLException {
    return count("SELECT count(*) FROM gatepost_receipt");
  }

  private int count(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
