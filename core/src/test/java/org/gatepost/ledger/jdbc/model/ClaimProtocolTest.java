package org.gatepost.ledger.jdbc.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatepost.ledger.jdbc.LedgerStatements;
import org.gatepost.ledger.jdbc.model.ClaimProtocol.Part;
import org.gatepost.ledger.jdbc.model.State.Mishap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever goes wrong, and whichever way copies are claimed. The campaign looks at more. */
class ClaimProtocolTest {
  private static final Set<Mishap> MISHAPS =
      EnumSet.of(
          Mishap.NODE_DIES,
          Mishap.OBSERVER_THROWS,
          Mishap.OBSERVER_REJECTS,
          Mishap.ANSWER_LOST,
          Mishap.LEASE_RUNS_OUT);

  /** Those for several deliveries, and those that no delivery depends on. */
  private static final Set<String> NOT_MODELLED =
      Set.of(
          "probe",
          "findForgettable",
          "forgetReceipts",
          "completeInTransaction",
          "insertEach",
          "readEach",
          "giveReceiptEach",
          "completeEach");

  @ParameterizedTest
  @CsvSource({
    "J1 J2, 1, false",
    "J1 J2, 1, true",
    "J1 L2, 1, false",
    "J1 L2, 1, true",
    "L1 L2, 2, false",
    "L1 L2, 2, true"
  })
  void everyPromiseHolds(String places, int observers, boolean repeatableRead) {
    Set<Part> nothing = EnumSet.noneOf(Part.class);

    assertThat(Runs.explore(places, observers, repeatableRead, nothing, MISHAPS).found()).isEmpty();
  }

  /** Of the keys and the token each holds where the other is missing: that takes both. */
  @ParameterizedTest
  @CsvSource({
    "JOINED_LOCKS, J1 J2, 1, WAITS",
    "LEASE_LOOKS_AT_LOCK, J1 L2, 1, WAITS",
    "RECORDS_LOOK_AT_LOCK, J1 J2, 1, WAITS",
    "JOINED_HONOURS_LEASE, J1 L2, 1, BESIDE",
    "JOINED_GIVES_RECEIPT, J1 L2, 1, AFTER_REJECTION",
    "FAILURE_LEAVES_FINISHED, J1 L2, 1, DOUBLED",
    "RECEIPT_KEY, J1 L2, 1, AFTER_REJECTION",
    "JOINED_LOCKS ROW_KEY, J1 J2, 1, DOUBLED",
    "TOKEN_FENCES RECEIPT_KEY, L1 L2, 2, DOUBLED",
    "RECEIPT_HOLDS_ROW RECEIPT_KEY, L1 L2, 2, DOUBLED"
  })
  void partThatIsLeftOutIsMissed(String parts, String places, int observers, String promise)
      throws Exception {
    Set<Part> leftOut =
        Arrays.stream(parts.split(" ", -1)).map(Part::valueOf).collect(Collectors.toSet());

    assertThat(Runs.explore(places, observers, false, leftOut, MISHAPS).found())
        .containsKey((String) ClaimProtocol.class.getDeclaredField(promise).get(null));
  }

  @Test
  void logThatIsNotInOrderIsNoticed() {
    Set<Mishap> crash = EnumSet.of(Mishap.DATABASE_CRASHES, Mishap.ANSWER_LOST);

    assertThat(Runs.explore("J1 L2", 1, false, EnumSet.of(Part.LOG_IN_ORDER), crash).found())
        .containsKey(ClaimProtocol.DOUBLED);
  }

  @Test
  void leaseThatNeverEndsIsNoticed() {
    Explorer dead =
        Runs.explore("L1 L2", 1, false, EnumSet.of(Part.LEASE_ENDS), EnumSet.of(Mishap.NODE_DIES));

    assertThat(dead.found()).containsKey(Explorer.STUCK);
  }

  /** So that the model does not go by statements that the ledger has no longer. */
  @Test
  void stepsAreTheLedgersStatements() {
    Set<String> left = new TreeSet<>(LedgerStatements.ofPostgreSql());
    left.removeAll(NOT_MODELLED);
    Set<Mishap> all = EnumSet.copyOf(MISHAPS);
    all.add(Mishap.FORGOTTEN);
    Explorer joined = Runs.explore("J1 L2", 1, false, EnumSet.noneOf(Part.class), all);
    Explorer leased = Runs.explore("L1 L2", 2, false, EnumSet.noneOf(Part.class), all);

    assertThat(left).contains("insert", "joined.insert");
    assertThat(left)
        .allSatisfy(name -> assertThat(joined.took(name) || leased.took(name)).as(name).isTrue());
  }
}
