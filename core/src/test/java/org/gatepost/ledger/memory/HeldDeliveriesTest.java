package org.gatepost.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gatepost.ledger.LedgerException;
import org.junit.jupiter.api.Test;

class HeldDeliveriesTest {
  private final HeldDeliveries deliveries = new HeldDeliveries();

  private HeldDelivery add() {
    deliveries.requirePlace();
    HeldDelivery held = deliveries.add(new Fingerprint(1, 1));
    assertThat(held.token).isZero();
    assertThat(held.attempts).isZero();
    assertThat(held.hasReceipt("a")).isFalse();
    held.token = 1;
    held.attempts = 1;
    held.giveReceipt("a");
    return held;
  }

  @Test
  void eachIsAtAPlaceOfItsOwnAsLongAsItIsHeld() {
    Random random = new Random(1);
    List<HeldDelivery> held = new ArrayList<>();
    for (int step = 0; step < 5_000; step++) {
      // Waves, to none and to some hundred.
      if (held.isEmpty() || random.nextInt(10) < (step / 500 % 2 == 0 ? 7 : 3)) {
        held.add(add());
      } else {
        HeldDelivery removed = held.remove(random.nextInt(held.size()));
        deliveries.remove(removed);
        assertThat(deliveries.at(removed.place)).matches(one -> one == null || one.token == 0);
      }
      assertThat(held).allMatch(one -> deliveries.at(one.place) == one);
    }
  }

  @Test
  void allPlacesAreTakenBeforeOneIsRefused() {
    HeldDelivery last = add();
    for (int i = 1; i < 1 << HeldDeliveries.PLACE_BITS; i++) {
      last = add();
    }
    assertThat(last.place).isEqualTo((1 << HeldDeliveries.PLACE_BITS) - 1);
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(deliveries::requirePlace)
        .withMessage(
            "a part of the memory ledger is full: 1048576 deliveries in it are not finished");

    deliveries.remove(last);
    assertThatCode(deliveries::requirePlace).doesNotThrowAnyException();
  }
}
