package org.gatepost.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Deliveries that are not finished, each at a place of its own. Not thread-safe. */
final class HeldDeliveries {
  /** How many bits are enough for any place. */
  static final int PLACE_BITS = 20;

  private static final int MIN_LENGTH = 2;
  private static final int MAX_KEPT = 64;

  private @Nullable HeldDelivery[] places = new HeldDelivery[MIN_LENGTH];
  // Places that have been left, a stack.
  private int[] left = new int[MIN_LENGTH];
  private int leftCount;
  private int taken;

  /**
   * Makes sure that one can be added.
   *
   * @throws LedgerException if all places are taken
   */
  void requirePlace() {
    if (leftCount == 0 && taken == 1 << PLACE_BITS) {
      throw new LedgerException(
          "a part of the memory ledger is full: " + taken + " deliveries in it are not finished");
    }
  }

  /** {@return what is known of a delivery from now on, for which there must be a place} */
  HeldDelivery add(Fingerprint print) {
    int place;
    if (leftCount > 0) {
      place = left[--leftCount];
    } else {
      if (taken == places.length) {
        places = Arrays.copyOf(places, 2 * taken);
      }
      place = taken++;
    }
    HeldDelivery held = new HeldDelivery(print, place);
    places[place] = held;
    return held;
  }

  @Nullable HeldDelivery at(int place) {
    return place < places.length ? places[place] : null;
  }

  void remove(HeldDelivery held) {
    places[held.place] = null;
    if (leftCount + 1 == taken) {
      clear();
      return;
    }
    if (leftCount == left.length) {
      left = Arrays.copyOf(left, 2 * leftCount);
    }
    left[leftCount++] = held.place;
  }

  private void clear() {
    leftCount = 0;
    taken = 0;
    if (places.length > MAX_KEPT) {
      places = new HeldDelivery[MIN_LENGTH];
      left = new int[MIN_LENGTH];
    }
  }
}
