package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.gatepost.ledger.jdbc.fixture.H2;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every statement finds its rows by an index; LedgerPlansCampaign asks the same of many more. */
@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
class LedgerPlansTest {
  private static final long ROWS = 20_000;

  private static void requireIndexes(LedgerPlans database, DataSource dataSource) throws Exception {
    LedgerPlans.fill(database, dataSource, ROWS);

    assertThat(LedgerPlans.require(database, dataSource)).contains("findForgettable");
  }

  @Test
  void postgreSqlReadsIndexesAlone(PostgreSql server) throws Exception {
    requireIndexes(LedgerPlans.POSTGRESQL, server.schema());
  }

  @Test
  void mariaDbReadsIndexesAlone(MariaDb server) throws Exception {
    requireIndexes(LedgerPlans.MARIADB, server.database());
  }

  @Test
  void h2ReadsIndexesAlone() throws Exception {
    requireIndexes(LedgerPlans.H2, H2.database());
  }

  @Test
  void missingIndexWouldBeNoticed(PostgreSql server) throws Exception {
    DataSource dataSource = server.schema();
    LedgerPlans.fill(LedgerPlans.POSTGRESQL, dataSource, ROWS);
    try (Connection connection = dataSource.getConnection();
        Statement drop = connection.createStatement()) {
      drop.execute("DROP INDEX gatepost_delivery_forget");
    }

    org.assertj.core.api.Assertions.assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> LedgerPlans.require(LedgerPlans.POSTGRESQL, dataSource))
        .withMessageContaining("findForgettable");
  }
}
