package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jdbc.fixture.FaultyDataSource;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.junit.jupiter.api.Test;

/**
 * By connections that say in a transaction too that they commit each statement, as Open Liberty's
 * do, while the server's transaction manager knows better.
 */
abstract class HiddenTransactionContractTest extends LastReceiptContractTest {
  private static final DeliveryKey OTHER = new DeliveryKey("github", "sha256:02");

  @Override
  TransactionalDataSource transactions(DataSource dataSource) {
    return new TransactionalDataSource(dataSource) {
      @Override
      protected boolean hides() {
        return true;
      }
    };
  }

  @Override
  boolean isManaged() {
    return isInTransaction();
  }

  @Override
  List<String> statements() {
    return List.of("INSERT", "UPDATE");
  }

  @Test
  void nothingIsClaimedCompletedOrGivenBackWithinATransaction() throws Exception {
    AtomicBoolean managed = new AtomicBoolean();
    List<String> asked = new ArrayList<>();
    FaultyDataSource connections = new FaultyDataSource(database());
    Ledger ledger = ledger(connections.get(), managed);
    Claim.Granted claim = (Claim.Granted) ledger.claim(OTHER);
    connections.failBefore((method, sql) -> asked.add(method));
    managed.set(true);

    for (Runnable step :
        List.<Runnable>of(
            () -> ledger.claim(OTHER), () -> ledger.complete(claim), () -> ledger.release(claim))) {
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(step::run)
          .withMessage(
              "a Jakarta transaction is running, and a delivery must be claimed where none is");
    }
    assertThat(asked).isEmpty();
    managed.set(false);
    assertThat(ledger.complete(claim)).isTrue();
  }

  @Test
  void firstUseWithinATransactionIsRefused() {
    Ledger ledger = ledger(database(), new AtomicBoolean(true));

    assertThatExceptionOfType(LedgerException.class).isThrownBy(ledger::reach);
  }

  /** A data source that takes no part in the server's transactions: the work may yet be undone. */
  @Test
  void deliveryIsNotFinishedByADataSourceOutsideOfTheTransaction() {
    AtomicBoolean managed = new AtomicBoolean();
    Ledger ledger = ledger(database(), managed);
    Claim.Granted claim = (Claim.Granted) ledger.claim(OTHER);
    managed.set(true);

    assertThat(ledger.giveLastReceipt(claim, "a")).isEqualTo(Ledger.Recorded.RECEIPT);
    managed.set(false);
    assertThat(ledger.claim(OTHER)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.complete(claim)).isTrue();
  }

  private Ledger ledger(DataSource dataSource, AtomicBoolean managed) {
    return new JdbcLedger(
        dataSource,
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        Clock.systemUTC(),
        dialect(),
        () -> 0,
        new BackOff(time -> {}),
        managed::get);
  }
}
