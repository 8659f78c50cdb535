package org.gatepost.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoLedgerTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");
  private final Ledger ledger = Ledger.none();

  @Test
  void everyDeliveryIsGrantedAtItsFirstAttempt() {
    for (int i = 0; i < 3; i++) {
      assertThat(ledger.claim(KEY))
          .isInstanceOfSatisfying(
              Claim.Granted.class,
              claim -> {
                assertThat(claim.key()).isEqualTo(KEY);
                assertThat(claim.attempt()).isEqualTo(1);
              });
    }
  }

  @Test
  void nothingIsRemembered() {
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);

    assertThat(ledger.giveReceipt(claim, "a")).isTrue();
    assertThat(ledger.hasReceipt(claim, "a")).isFalse();
    assertThat(ledger.complete(claim)).isTrue();
    assertThat(ledger.complete(claim)).isTrue();
    ledger.release(claim);
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Granted.class);
  }
}
