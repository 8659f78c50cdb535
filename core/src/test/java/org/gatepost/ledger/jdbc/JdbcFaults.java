package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jdbc.fixture.FaultyDataSource;
import org.gatepost.ledger.jdbc.fixture.H2;
import org.jspecify.annotations.Nullable;

/** A ledger in H2 whose connections fail where a test says so. */
abstract class JdbcFaults {
  static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");
  static final Duration LEASE = Duration.ofMinutes(5);
  static final Duration REMEMBER = Duration.ofHours(1);

  final DataSource database = H2.database();
  final FaultyDataSource faults = new FaultyDataSource(database);
  final List<Duration> waits = new CopyOnWriteArrayList<>();
  final SettableClock clock = new SettableClock(Instant.EPOCH);
  final Ledger ledger = ledger(faults.get());

  Ledger ledger(DataSource dataSource) {
    return new JdbcLedger(
        dataSource, REMEMBER, LEASE, clock, null, clock::millis, new BackOff(waits::add));
  }

  Claim.Granted granted(DeliveryKey key) {
    return (Claim.Granted) ledger.claim(key);
  }

  static DeliveryKey key(int i) {
    return new DeliveryKey("github", "sha256:" + i);
  }

  void fails(Runnable call, String message) {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(call::run)
        .withMessageContaining(message);
  }

  int count(String table) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Has every change fail, and counts them. */
  AtomicInteger failUpdates(String message, @Nullable String state) {
    AtomicInteger attempts = new AtomicInteger();
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeUpdate")) {
            attempts.incrementAndGet();
            throw new SQLException(message, state);
          }
        });
    return attempts;
  }

  /** Has a kind of call fail where the statement has a text in it. */
  void fail(String call, String text, String message) {
    faults.failBefore(
        (method, sql) -> {
          if (method.equals(call) && sql.contains(text)) {
            throw new SQLException(message, "53100");
          }
        });
  }
}
