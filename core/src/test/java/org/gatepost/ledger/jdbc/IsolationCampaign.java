package org.gatepost.ledger.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerContractTest;
import org.gatepost.ledger.fixture.LedgerRaceContractTest;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract of ledgers, and its races, at every isolation level of every database but READ
 * UNCOMMITTED, which {@link UncommittedTest} shows to be refused.
 */
@ParameterizedClass
@EnumSource(value = Isolation.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*UNCOMMITTED")
@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
class IsolationCampaign {
  private final Isolation isolation;
  private final PostgreSql postgreSql;
  private final MariaDb mariaDb;

  IsolationCampaign(Isolation isolation, PostgreSql postgreSql, MariaDb mariaDb) {
    this.isolation = isolation;
    this.postgreSql = postgreSql;
    this.mariaDb = mariaDb;
  }

  private Ledger open(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        isolation.database(postgreSql, mariaDb),
        remember,
        lease,
        clock,
        isolation.dialect(),
        () -> clock.millis() - start);
  }

  @Nested
  class Contract extends LedgerContractTest {
    @Override
    public Duration margin() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Ledger ledger(Duration remember, Duration lease, Clock clock) {
      return open(remember, lease, clock);
    }
  }

  @Nested
  class Races extends LedgerRaceContractTest {
    @Override
    public Ledger ledger(Duration remember, Duration lease, Clock clock) {
      return open(remember, lease, clock);
    }
  }

  @Nested
  class LastReceipt extends LastReceiptContractTest {
    @Override
    DataSource database() {
      return isolation.database(postgreSql, mariaDb);
    }

    @Override
    @Nullable Database dialect() {
      return isolation.dialect();
    }

    @Override
    List<String> statements() {
      return isolation.kind() == Database.POSTGRESQL ? List.of("WITH") : super.statements();
    }
  }
}
