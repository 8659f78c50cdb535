package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.jdbc.fixture.H2;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The events of requests are forgotten as fast as they come, however many a request holds. */
@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
class TogetherOblivionTest {
  private static final int EVENTS = 400;
  private static final Duration REMEMBER = Duration.ofHours(1);
  private static final Duration LEASE = Duration.ofMinutes(5);

  @Test
  void inPostgreSql(PostgreSql server) throws Exception {
    assertKeepsUp(server.schema());
  }

  @Test
  void inMariaDb(MariaDb server) throws Exception {
    assertKeepsUp(server.database());
  }

  @Test
  void inH2() throws Exception {
    assertKeepsUp(H2.database());
  }

  private static void assertKeepsUp(DataSource database) throws Exception {
    AtomicLong shift = new AtomicLong();
    Ledger ledger = new JdbcLedger(database, REMEMBER, LEASE, Clock.systemUTC(), null, shift::get);
    for (int request = 0; request < 4; request++) {
      finish(ledger, request);
      shift.addAndGet(REMEMBER.plus(LEASE).multipliedBy(2).toMillis());
    }
    assertThat(count(database, "gatepost_delivery")).isEqualTo(EVENTS);
    assertThat(count(database, "gatepost_receipt")).isEqualTo(EVENTS);
  }

  private static void finish(Ledger ledger, int request) {
    List<DeliveryKey> keys =
        IntStream.range(0, EVENTS)
            .mapToObj(i -> new DeliveryKey("mail", request + " " + i))
            .sorted((a, b) -> a.key().compareTo(b.key()))
            .toList();
    List<Claim.Granted> claims =
        ledger.claimAll(keys).stream().map(Claim.Granted.class::cast).toList();
    assertThat(ledger.giveReceipts(claims, "a")).isTrue();
    assertThat(ledger.completeAll(claims)).isTrue();
  }

  private static int count(DataSource database, String table) throws Exception {
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }
}
