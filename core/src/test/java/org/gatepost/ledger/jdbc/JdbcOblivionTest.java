package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries that have been remembered long enough. */
class JdbcOblivionTest extends JdbcFaults {

  /** Makes so many finished deliveries with a receipt each, and lets them be forgettable. */
  private void finish(int deliveries) {
    Ledger quiet = ledger(database);
    for (int i = 0; i < deliveries; i++) {
      Claim.Granted claim = (Claim.Granted) quiet.claim(key(i));
      quiet.giveReceipt(claim, "a");
      quiet.complete(claim);
      clock.advance(Duration.ofMillis(1));
    }
    clock.advance(LEASE.plus(REMEMBER));
  }

  /** Up to the one that forgets. */
  private void claim32(String name) {
    for (int i = 0; i < 32; i++) {
      ledger.claim(new DeliveryKey("stripe", name + i));
    }
  }

  @Test
  void oneInThirtyTwoClaimsForgetsSixtyFourDeliveries() throws Exception {
    finish(100);
    for (int i = 0; i < 31; i++) {
      ledger.claim(new DeliveryKey("stripe", "a" + i));
    }
    assertThat(count("gatepost_delivery")).isEqualTo(131);
    ledger.claim(new DeliveryKey("stripe", "a31"));
    assertThat(count("gatepost_delivery")).isEqualTo(100 - 64 + 32);
    assertThat(count("gatepost_receipt")).isEqualTo(100 - 64);
    assertThat(count("gatepost_delivery WHERE legible_key = 'sha256:63'")).isZero();
    assertThat(count("gatepost_delivery WHERE legible_key = 'sha256:64'")).isOne();

    claim32("b");
    assertThat(count("gatepost_delivery")).isEqualTo(64);
    assertThat(count("gatepost_receipt")).isZero();
  }

  @Test
  void claimIsNotLostToAFailureInTidyingUp() {
    for (int i = 0; i < 31; i++) {
      ledger.claim(key(i));
    }
    fail("executeQuery", "ORDER BY", "disk full");
    fails(() -> ledger.claim(KEY), "the database cannot forget old deliveries: disk full");
    assertThat(granted(KEY).attempt()).isEqualTo(1);
  }

  @Test
  void whatCannotBeForgottenWholeIsNotForgottenAtAll() throws Exception {
    finish(40);
    fail("executeBatch", "gatepost_receipt", "disk full");
    fails(() -> claim32("a"), "disk full");
    assertThat(count("gatepost_delivery WHERE source = 'github'")).isEqualTo(40);
    assertThat(count("gatepost_receipt")).isEqualTo(40);
    faults.heal();
    claim32("b");
    assertThat(count("gatepost_delivery WHERE source = 'github'")).isZero();
    assertThat(count("gatepost_receipt")).isZero();
  }

  @Test
  void failureToRollBackDoesNotHideWhy() {
    finish(40);
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeBatch")) {
            throw new SQLException("disk full", "53100");
          }
          if (method.equals("rollback")) {
            throw new SQLException("connection reset", "08006");
          }
        });
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> claim32("a"))
        .withMessageContaining("disk full")
        .satisfies(
            e ->
                assertThat(e.getCause().getSuppressed())
                    .singleElement()
                    .asString()
                    .contains("connection reset"));
  }

  @Test
  void driverNeedNotCountInBatches() throws Exception {
    finish(40);
    faults.countBatches(
        counts -> {
          Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
          return counts;
        });
    claim32("a");
    assertThat(count("gatepost_delivery WHERE source = 'github'")).isZero();
    assertThat(count("gatepost_receipt")).isZero();
  }

  @Test
  void deliveryThatWasClaimedAnewJustNowKeepsItsReceipts() throws Exception {
    finish(1);
    Ledger other = ledger(database);
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeBatch") && sql.contains("gatepost_delivery")) {
            Claim.Granted claim = (Claim.Granted) other.claim(key(0));
            other.giveReceipt(claim, "b");
          }
        });
    claim32("a");
    assertThat(count("gatepost_delivery WHERE source = 'github'")).isOne();
    assertThat(count("gatepost_receipt WHERE consumer_name = 'b'")).isOne();
  }
}
