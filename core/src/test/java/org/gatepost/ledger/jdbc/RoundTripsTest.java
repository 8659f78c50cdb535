package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.jdbc.fixture.KeptConnections;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.gatepost.ledger.jdbc.fixture.RoundTrips;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How often a database is asked for a request with many events. */
@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
class RoundTripsTest {
  private static final DeliveryKey WHOLE = new DeliveryKey("mail", "whole");
  private static final List<DeliveryKey> EVENTS =
      IntStream.range(0, 1000).mapToObj(i -> new DeliveryKey("mail", "event " + i)).toList();

  @Test
  void postgreSqlIsAskedSixTimesForAThousandEvents(PostgreSql server) throws Exception {
    try (RoundTrips trips = new RoundTrips(server.port())) {
      assertThat(trips(server.schemaAt(trips.port()), trips)).isEqualTo(6);
    }
  }

  @Test
  void mariaDbIsAskedAsOften(MariaDb server) throws Exception {
    try (RoundTrips trips = new RoundTrips(server.port())) {
      assertThat(trips(server.databaseAt(trips.port()), trips)).isEqualTo(6);
    }
  }

  /**
   * Besides the observer's own transaction, of which nothing is sent before its first statement.
   */
  @Test
  void postgreSqlIsAskedOnceForADeliveryWithOneObserver(PostgreSql server) throws Exception {
    try (RoundTrips trips = new RoundTrips(server.port())) {
      TransactionalDataSource transaction =
          new TransactionalDataSource(new KeptConnections(server.schemaAt(trips.port())).get());
      JdbcLedger ledger =
          new JdbcLedger(
              transaction.get(), Duration.ofHours(1), Duration.ofMinutes(5), Clock.systemUTC());
      ledger.reach();
      trips.count();

      int claim = Integer.MAX_VALUE;
      int commit = Integer.MAX_VALUE;
      // A busy machine may hand on in two parts what was sent at once, but not each time.
      for (DeliveryKey key : EVENTS.subList(0, 20)) {
        transaction.begin();
        assertThat(ledger.claimInTransaction(key, "a")).isPresent();
        claim = Math.min(claim, trips.count());
        transaction.commit();
        commit = Math.min(commit, trips.count());
      }
      assertThat(claim).isEqualTo(1);
      assertThat(commit).isEqualTo(1);
    }
  }

  /** From the claim on the request to its completion, besides the observer's own transaction. */
  private static int trips(DataSource database, RoundTrips trips) throws Exception {
    TransactionalDataSource transaction =
        new TransactionalDataSource(new KeptConnections(database).get());
    JdbcLedger ledger =
        new JdbcLedger(
            transaction.get(), Duration.ofHours(1), Duration.ofMinutes(5), Clock.systemUTC());
    ledger.reach();
    trips.count();

    Claim.Granted whole = (Claim.Granted) ledger.claim(WHOLE);
    List<Claim.Granted> claims =
        ledger.claimAll(EVENTS).stream().map(Claim.Granted.class::cast).toList();
    int asked = trips.count();
    transaction.begin();
    // So that the transaction has begun: its first statement is sent behind that.
    assertThat(ledger.hasReceipt(claims.get(0), "a")).isFalse();
    trips.count();
    assertThat(ledger.giveReceipts(claims, "a")).isTrue();
    asked += trips.count();
    transaction.commit();
    trips.count();
    assertThat(ledger.completeAll(claims)).isTrue();
    assertThat(ledger.complete(whole)).isTrue();
    return asked + trips.count();
  }
}
