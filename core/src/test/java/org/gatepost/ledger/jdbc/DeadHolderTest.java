package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.gatepost.fixture.Await;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that dies in the transaction in which it has claimed a delivery. */
@ExtendWith(PostgreSql.Resolver.class)
class DeadHolderTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");
  private static final Duration LEASE = Duration.ofDays(1);

  /** Claims, says so, and does not end by itself. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(args[0]);
      TransactionalDataSource transaction = new TransactionalDataSource(database);
      JdbcLedger ledger = ledger(transaction.get());
      ledger.reach();
      transaction.begin();
      System.out.println(ledger.claimInTransaction(KEY, "a").isPresent() ? "claimed" : "not");
      try (Connection connection = transaction.get().getConnection();
          Statement work = connection.createStatement()) {
        work.execute("SELECT pg_sleep(" + args[1] + ")");
        System.out.println("idle");
        Thread.sleep(LEASE.toMillis());
      }
    }
  }

  private static JdbcLedger ledger(DataSource database) {
    return new JdbcLedger(database, LEASE, LEASE, Clock.systemUTC());
  }

  /** Long before the work would have ended, or the lease: the server looks for its client. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "3600"})
  void deliveryIsAnothersSoonAfterItsHolderIsKilled(String secondsOfWork, PostgreSql server)
      throws Exception {
    PGSimpleDataSource database = (PGSimpleDataSource) server.schemaAt(server.port());
    JdbcLedger ledger = ledger(database);
    ledger.reach();
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                database.getURL() + "&user=postgres",
                secondsOfWork)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader says =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(says.readLine()).isEqualTo("claimed");
      if (secondsOfWork.equals("0")) {
        assertThat(says.readLine()).isEqualTo("idle");
      }
      assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    long killed = System.nanoTime();
    Await.until(() -> ledger.claim(KEY) instanceof Claim.Granted);
    System.out.println(
        "free "
            + Duration.ofNanos(System.nanoTime() - killed).toMillis()
            + " ms after a kill with "
            + secondsOfWork
            + " s of work");
  }
}
