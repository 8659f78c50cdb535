package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * READ UNCOMMITTED is refused: a copy would be told that its delivery is finished, and then that is
 * rolled back.
 */
@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
class UncommittedTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");

  private final PostgreSql postgreSql;
  private final MariaDb mariaDb;

  UncommittedTest(PostgreSql postgreSql, MariaDb mariaDb) {
    this.postgreSql = postgreSql;
    this.mariaDb = mariaDb;
  }

  private static Ledger ledger(DataSource database) {
    return new JdbcLedger(database, Duration.ofHours(1), Duration.ofMinutes(5), Clock.systemUTC());
  }

  @ParameterizedTest
  @EnumSource(value = Isolation.class, mode = EnumSource.Mode.MATCH_ANY, names = ".*UNCOMMITTED")
  void levelThatReadsWhatIsNotCommittedIsRefused(Isolation isolation) throws SQLException {
    DataSource database = isolation.database(postgreSql, mariaDb);

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger(database).claim(KEY))
        .withMessageContaining("must be READ COMMITTED or higher");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger(database).giveReceipt(new Claim.Granted(KEY, 1, 1), "a"))
        .withMessageContaining("READ UNCOMMITTED");
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class)
          .as("the tables are not created either")
          .isThrownBy(() -> select.executeQuery("SELECT id FROM gatepost_delivery"));
    }
  }

  /** PostgreSQL takes it for READ COMMITTED (PostgreSQL, "Transaction Isolation"). */
  @Test
  void postgreSqlHasNoSuchLevel() {
    assertThat(ledger(postgreSql.schema("READ UNCOMMITTED")).claim(KEY))
        .isInstanceOf(Claim.Granted.class);
  }
}
