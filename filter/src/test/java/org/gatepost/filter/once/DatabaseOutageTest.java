package org.gatepost.filter.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.internal.guard.LedgerWatch;
import org.gatepost.ledger.jdbc.JdbcLedger;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real database that goes away and returns. */
class DatabaseOutageTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration ANY = Duration.ofDays(1);
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @RegisterExtension final Log log = new Log();

  private final SettableClock clock = new SettableClock(NOW);
  private final JdbcDataSource dataSource = new JdbcDataSource();
  private Server server;
  private LedgerWatch ledger;

  @BeforeEach
  void start() throws SQLException {
    server = server("0");
    dataSource.setURL(
        "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:outage;DB_CLOSE_DELAY=-1");
    ledger =
        new LedgerWatch(
            JdbcLedger.of(dataSource, ANY, ANY, clock), LedgerWatch.Store.REMOTE, "hook", clock);
  }

  private static Server server(String port) throws SQLException {
    return Server.createTcpServer("-tcpPort", port, "-ifNotExists").start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static DeliveryKey key(String key) {
    return new DeliveryKey("hook", key);
  }

  private void fails(String key, String why) {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger.claim(key(key)))
        .withMessageContaining(why);
  }

  @Test
  void isNoticedBridgedAndOver() throws Exception {
    Claim.Granted finished = (Claim.Granted) ledger.claim(key("finished"));
    Claim.Granted failed = (Claim.Granted) ledger.claim(key("failed"));
    server.stop();

    fails("new", "the database cannot claim a delivery");
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.complete(finished));
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.release(failed));
    server = server(String.valueOf(server.getPort()));
    clock.advance(PAUSE.minus(MILLI));
    fails("new", "the ledger has been down since " + NOW);
    clock.advance(MILLI);

    assertThat(ledger.claim(key("finished"))).isEqualTo(new Claim.Done());
    assertThat(ledger.claim(key("failed")))
        .isInstanceOfSatisfying(
            Claim.Granted.class, claim -> assertThat(claim.attempt()).isEqualTo(2));
    assertThat(ledger.claim(key("new")))
        .isInstanceOfSatisfying(
            Claim.Granted.class, claim -> assertThat(claim.attempt()).isEqualTo(1));
    assertThat(log.lines("GP024")).hasSize(1);
    assertThat(log.lines("GP065")).singleElement().asString().contains(" 2 were sent away");
  }
}
