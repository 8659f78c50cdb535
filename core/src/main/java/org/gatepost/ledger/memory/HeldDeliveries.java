package org.gatepost.ledger.memory;

import java.util.Arrays;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that are not finished, each at a place of its own. Not thread-safe.
 *
 * <p>Few are kept for the next ones: a reference to a new object in an old one costs the garbage
 * collector more than the object, and makes threads meet where it notes that.
 */
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
    int place = leftCount > 0 ? left[--leftCount] : taken++;
    if (place == places.length) {
      places = Arrays.copyOf(places, 2 * place);
    }
    HeldDelivery held = places[place];
    if (held == null) {
      held = new HeldDelivery(place);
      places[place] = held;
    }
    held.high = print.high();
    held.low = print.low();
    return held;
  }

  /** {@return what is held there, or was and has the token 0} */
  @Nullable HeldDelivery at(int place) {
    return place < places.length ? places[place] : null;
  }

  void remove(HeldDelivery held) {
    held.token = 0;
    held.attempts = 0;
    held.receipts = null;
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
