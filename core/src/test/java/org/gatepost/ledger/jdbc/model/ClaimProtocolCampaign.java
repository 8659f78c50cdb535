package org.gatepost.ledger.jdbc.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.gatepost.ledger.jdbc.model.ClaimProtocol.Part;
import org.gatepost.ledger.jdbc.model.State.Mishap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mishap once, and three copies: some minutes. */
class ClaimProtocolCampaign {
  @ParameterizedTest
  @CsvSource({
    "J1 J2, 1, false",
    "J1 J2, 1, true",
    "J1 L2, 1, false",
    "J1 L2, 1, true",
    "L1 L2, 1, false",
    "L1 L2, 2, false",
    "L1 L2, 2, true"
  })
  void everyPromiseHoldsWhateverHappens(String places, int observers, boolean repeatableRead) {
    explore(places, observers, repeatableRead, EnumSet.allOf(Mishap.class));
  }

  @ParameterizedTest
  @CsvSource({
    "J1 J1 J2, 1, false",
    "J1 L1 L2, 1, false",
    "J1 J2 L2, 1, true",
    "L1 L1 L2, 2, false"
  })
  void everyPromiseHoldsOfThreeCopies(String places, int observers, boolean repeatableRead) {
    explore(
        places,
        observers,
        repeatableRead,
        EnumSet.of(Mishap.NODE_DIES, Mishap.OBSERVER_THROWS, Mishap.LEASE_RUNS_OUT));
  }

  private static void explore(
      String places, int observers, boolean repeatableRead, Set<Mishap> mishaps) {
    Explorer all =
        Runs.explore(places, observers, repeatableRead, EnumSet.noneOf(Part.class), mishaps);
    System.out.println(
        places
            + ", "
            + observers
            + (repeatableRead ? " observers, REPEATABLE READ, " : " observers, READ COMMITTED, ")
            + mishaps
            + ": "
            + all.size()
            + " states");
    assertThat(all.found()).isEmpty();
  }
}
