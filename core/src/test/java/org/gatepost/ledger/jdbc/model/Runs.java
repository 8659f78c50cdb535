package org.gatepost.ledger.jdbc.model;

import java.util.Set;
import org.gatepost.ledger.jdbc.model.ClaimProtocol.Part;
import org.gatepost.ledger.jdbc.model.State.Mishap;

/** Explorations of the protocol. */
final class Runs {
  private static final int MAX = 8_000_000;

  private Runs() {}

  /**
   * Visits every state.
   *
   * @param mishaps each of which may happen once
   */
  static Explorer explore(
      String places,
      int observers,
      boolean repeatableRead,
      Set<Part> leftOut,
      Set<Mishap> mishaps) {
    byte[] left = new byte[Mishap.values().length];
    mishaps.forEach(mishap -> left[mishap.ordinal()] = 1);
    return Explorer.explore(
        new ClaimProtocol(places, observers, repeatableRead, leftOut, left), MAX);
  }
}
