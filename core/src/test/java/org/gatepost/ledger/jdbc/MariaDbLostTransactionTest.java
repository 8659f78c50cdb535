package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.Ledger.Recorded;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * MariaDB may end a transaction of which the consumer goes on. Then the receipt must be in the one
 * that is committed, and nothing may be finished before the consumer is. So a claim must not be
 * made there as PostgreSQL's is.
 */
@ParameterizedClass
@EnumSource(
    value = Isolation.class,
    mode = EnumSource.Mode.MATCH_ALL,
    names = "MARIADB_(?!READ_UNCOMMITTED).*")
@ExtendWith(MariaDb.Resolver.class)
@Timeout(60)
class MariaDbLostTransactionTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");

  // MariaDB, "Error Codes": ER_LOCK_DEADLOCK.
  private static final int DEADLOCK = 1213;

  private final DataSource database;
  private final TransactionalDataSource transaction;
  private final Ledger ledger;

  MariaDbLostTransactionTest(Isolation isolation, MariaDb mariaDb) {
    this.database =
        mariaDb.database(isolation.level(), isolation.name().startsWith("MARIADB_SNAPSHOT"));
    this.transaction = new TransactionalDataSource(database);
    this.ledger =
        new JdbcLedger(
            transaction.get(), Duration.ofHours(1), Duration.ofMinutes(5), Clock.systemUTC());
  }

  @BeforeEach
  void createTables() throws SQLException {
    change(database, "CREATE TABLE account (id INT PRIMARY KEY, amount INT) ENGINE = InnoDB");
    change(database, "CREATE TABLE posting (id INT PRIMARY KEY) ENGINE = InnoDB");
    change(database, "INSERT INTO account VALUES (1, 0), (2, 0)");
    ledger.reach();
  }

  @Test
  void claimsAreNotMadeInTransactions() {
    assertThat(ledger.claimsInTransactions()).isFalse();
  }

  /** A deadlock undoes the whole transaction, and the next statement begins another. */
  @Test
  void receiptIsCommittedWithWhatFollowsOnADeadlock() throws SQLException {
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);
    transaction.begin();
    change(transaction.get(), "INSERT INTO posting VALUES (1)");
    change(transaction.get(), "UPDATE account SET amount = 1 WHERE id = 1");
    loseADeadlock();
    change(transaction.get(), "UPDATE account SET amount = 100 WHERE id = 2");
    assertThat(ledger.giveLastReceipt(claim, "a")).isEqualTo(Recorded.COMPLETION);
    transaction.commit();

    assertThat(number("SELECT COUNT(*) FROM posting")).as("what was before the deadlock").isZero();
    assertThat(number("SELECT amount FROM account WHERE id = 2")).isEqualTo(100);
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  /** Undoes the thread's transaction, which holds account 1, for that of another. */
  private void loseADeadlock() throws SQLException {
    Connection mine = transaction.get().getConnection();
    try (Connection other = database.getConnection();
        Statement heavier = other.createStatement()) {
      other.setAutoCommit(false);
      // InnoDB undoes the transaction that has changed fewer rows.
      for (int i = 1000; i < 1050; i++) {
        heavier.executeUpdate("INSERT INTO posting VALUES (" + i + ")");
      }
      heavier.executeUpdate("UPDATE account SET amount = 2 WHERE id = 2");
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () -> {
                try {
                  heavier.executeUpdate("UPDATE account SET amount = 2 WHERE id = 1");
                } catch (SQLException e) {
                  throw new CompletionException(e);
                }
              });
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> change(mine, "UPDATE account SET amount = 1 WHERE id = 2"))
          .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(DEADLOCK));
      waiting.join();
      heavier.executeUpdate("DELETE FROM posting WHERE id >= 1000");
      other.commit();
      other.setAutoCommit(true);
    }
  }

  /** Statements such as TRUNCATE commit what was before them. */
  @Test
  void implicitCommitFinishesNothing() throws SQLException {
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);
    transaction.begin();
    change(transaction.get(), "INSERT INTO posting VALUES (1)");
    change(transaction.get(), "TRUNCATE TABLE account");
    transaction.rollback();
    ledger.release(claim);

    assertThat(number("SELECT COUNT(*) FROM posting")).as("what was before it").isEqualTo(1);
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Granted.class);
  }

  /** So nothing could bound how long a machine that vanished holds its claim. */
  @Test
  void limitOfIdleTransactionsIsTheConnectionsAlone() throws SQLException {
    String limit = "SELECT @@idle_transaction_timeout";
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      change(
          connection,
          "SET STATEMENT idle_transaction_timeout = 5 FOR INSERT INTO posting VALUES (1)");
      assertThat(number(connection, limit)).as("within the transaction").isZero();
      change(connection, "SET SESSION idle_transaction_timeout = 5");
      connection.commit();
      assertThat(number(connection, limit)).as("after the transaction").isEqualTo(5);
      change(connection, "SET SESSION idle_transaction_timeout = DEFAULT");
      connection.setAutoCommit(true);
    }
  }

  private static void change(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      change(connection, sql);
    }
  }

  private static void change(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int number(String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return number(connection, sql);
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getInt(1);
    }
  }
}
