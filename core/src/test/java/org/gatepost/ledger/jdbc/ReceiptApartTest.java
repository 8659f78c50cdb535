package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.ledger.internal.guard.LedgerWatch;
import org.gatepost.ledger.jdbc.fixture.H2;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.gatepost.ledger.memory.MemoryLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A receipt that is asked for in a transaction is committed with it, or not given. */
class ReceiptApartTest {
  private static final Duration LONG = Duration.ofDays(1);
  private static final DeliveryKey KEY = new DeliveryKey("orders", "d-1");

  @RegisterExtension final Log log = new Log();

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final DataSource database = H2.database();
  private final TransactionalDataSource transactions = new TransactionalDataSource(database);

  private Ledger watched(DataSource dataSource) {
    return watched(JdbcLedger.of(dataSource, LONG, LONG, clock));
  }

  private Ledger watched(Ledger ledger) {
    return new LedgerWatch(ledger, LedgerWatch.Store.REMOTE, "orders", clock);
  }

  private static Processing claim(Ledger ledger) {
    return new Processing(ledger, (Claim.Granted) ledger.claim(KEY));
  }

  /** As the next try sees it. */
  private static boolean hasReceipt(Ledger ledger, Processing processing) {
    processing.release();
    return claim(ledger).hasReceipt("work");
  }

  @Test
  void receiptIsCommittedWithTheTransaction() throws Exception {
    Ledger ledger = watched(transactions.get());
    Processing processing = claim(ledger);
    transactions.begin();
    assertThat(processing.giveReceiptInTransaction("work")).isTrue();
    transactions.commit();
    assertThat(hasReceipt(ledger, processing)).isTrue();
    assertThat(log.lines("GP069")).isEmpty();
  }

  @Test
  void receiptIsRolledBackWithTheTransaction() throws Exception {
    Ledger ledger = watched(transactions.get());
    Processing processing = claim(ledger);
    transactions.begin();
    assertThat(processing.giveReceiptInTransaction("work")).isTrue();
    transactions.rollback();
    assertThat(hasReceipt(ledger, processing)).isFalse();
  }

  @Test
  void noReceiptIsGivenByAConnectionOutsideOfTheTransactionAndTheLogSaysSoOnce() throws Exception {
    Ledger ledger = watched(database);
    Processing processing = claim(ledger);
    transactions.begin();
    assertThat(processing.giveReceiptInTransaction("work")).isFalse();
    assertThat(processing.giveReceiptInTransaction("other work")).isFalse();
    transactions.rollback();
    assertThat(hasReceipt(ledger, processing)).isFalse();
    assertThat(log.lines("GP069"))
        .singleElement()
        .asString()
        .contains("source [orders]", "TransactionAwareDataSourceProxy");
  }

  @Test
  void ledgerThatTakesPartInNoTransactionGivesNoneSilently() {
    Ledger ledger = watched(MemoryLedger.of(new MemoryLedger.Settings(10, LONG, LONG), clock));
    Processing processing = claim(ledger);
    assertThat(processing.giveReceiptInTransaction("work")).isFalse();
    assertThat(hasReceipt(ledger, processing)).isFalse();
    assertThat(log.lines("GP069")).isEmpty();
  }

  @Test
  void claimThatHasPassedToAnotherIsNoReasonToCommit() throws Exception {
    Ledger ledger = watched(transactions.get());
    Processing processing = claim(ledger);
    processing.release();
    claim(ledger);
    transactions.begin();
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> processing.giveReceiptInTransaction("work"));
    transactions.rollback();
  }
}
