package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mariadb.jdbc.MariaDbPoolConnection;

/** By MariaDB's driver for distributed transactions, which says that each statement commits. */
@ExtendWith(MariaDb.Resolver.class)
class JdbcMariaDbXaLastReceiptTest extends LastReceiptContractTest {
  private final MariaDb server;
  private final ThreadLocal<org.mariadb.jdbc.Connection> newest = new ThreadLocal<>();

  JdbcMariaDbXaLastReceiptTest(MariaDb server) {
    this.server = server;
  }

  /** Unpooled, and each thread's newest connection is known as the driver made it. */
  @Override
  DataSource database() {
    return remembering(((HikariDataSource) server.database()).getDataSource());
  }

  private DataSource remembering(DataSource unpooled) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> {
              Connection connection = unpooled.getConnection();
              newest.set((org.mariadb.jdbc.Connection) connection);
              return connection;
            });
  }

  @Override
  TransactionalDataSource transactions(DataSource dataSource) {
    return new Distributed(dataSource);
  }

  @Test
  void driverDoesNotSayThatATransactionIsRunning() throws Exception {
    TransactionalDataSource transaction = transactions(database());
    transaction.begin();
    try (Connection connection = transaction.get().getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
    } finally {
      transaction.rollback();
    }
  }

  /**
   * The database has rolled back the observer's work with it: a receipt of its own would lose that.
   */
  @Test
  void receiptIsNotGivenOnItsOwnWhereADistributedTransactionWasRolledBack() throws Exception {
    List<Duration> waits = new ArrayList<>();
    DataSource unpooled =
        ((HikariDataSource) server.database("REPEATABLE READ", true)).getDataSource();
    TransactionalDataSource transaction = transactions(remembering(unpooled));
    Ledger ledger =
        new JdbcLedger(
            transaction.get(),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Clock.systemUTC(),
            null,
            () -> 0,
            new BackOff(waits::add));
    Claim.Granted claim = (Claim.Granted) ledger.claim(new DeliveryKey("github", "1"));
    transaction.begin();
    ledger.hasReceipt(claim, "a");
    try (Connection other = unpooled.getConnection();
        Statement change = other.createStatement()) {
      change.execute("UPDATE gatepost_delivery SET attempts = 2");
    }
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger.giveReceipt(claim, "a"))
        .withMessageContaining("changed since last read");
    assertThatExceptionOfType(SQLException.class).isThrownBy(transaction::commit);

    assertThat(waits).isEmpty();
    assertThat(ledger.hasReceipt(claim, "a")).isFalse();
  }

  /** What a transaction manager does. */
  private final class Distributed extends TransactionalDataSource {
    private final ThreadLocal<Branch> running = new ThreadLocal<>();

    private record Branch(XAConnection connection, XAResource resource, Xid id) {}

    Distributed(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    protected void start(Connection connection) throws SQLException {
      XAConnection whole = new MariaDbPoolConnection(newest.get());
      Branch branch = new Branch(whole, whole.getXAResource(), new BranchId(UUID.randomUUID()));
      try {
        branch.resource.start(branch.id, XAResource.TMNOFLAGS);
      } catch (XAException e) {
        throw new SQLException(e);
      }
      running.set(branch);
    }

    @Override
    protected void end(Connection connection, boolean commit) throws SQLException {
      Branch branch = running.get();
      running.remove();
      try {
        branch.resource.end(branch.id, XAResource.TMSUCCESS);
        if (commit) {
          branch.resource.commit(branch.id, true);
        } else {
          branch.resource.rollback(branch.id);
        }
      } catch (XAException e) {
        throw new SQLException(e);
      } finally {
        branch.connection.close();
      }
    }
  }

  private record BranchId(UUID uuid) implements Xid {
    @Override
    public int getFormatId() {
      return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
      return uuid.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] getBranchQualifier() {
      return new byte[] {1};
    }
  }
}
