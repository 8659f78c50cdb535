package org.gatepost.ledger.memory;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many more deliveries a ledger may hold. Its parts take room in advance, so that they seldom
 * meet here: the more, the more there is. Thread-safe.
 */
final class Room {
  private static final int MAX_SHARE = 64;

  private final int parts;
  private final AtomicInteger left;

  /**
   * All the room there is.
   *
   * @param parts how many take from it
   */
  Room(int capacity, int parts) {
    this.parts = parts;
    this.left = new AtomicInteger(capacity);
  }

  /** {@return for how many deliveries a part may have room in advance} */
  int share() {
    return share(left.get());
  }

  /** {@return for how many deliveries there is room from now on; 0 if there is none} */
  int take() {
    int before = left.getAndUpdate(now -> now - share(now));
    return share(before);
  }

  void giveBack(int room) {
    left.addAndGet(room);
  }

  /** So few that, if all parts had as much in advance, there would still be as much here. */
  private int share(int room) {
    return Math.min(Math.min(room, MAX_SHARE), Math.max(1, room / (2 * parts)));
  }
}
