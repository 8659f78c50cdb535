package org.gatepost.ledger.memory;

/**
 * A number above 0, or below, for each of many fingerprints: 16 bytes a slot, side by side in one
 * array, so that whether one is there is mostly one access to memory. Positive numbers can be
 * forgotten all at once, from the least on: what has one of them then is no longer there, and its
 * slot is used again without being looked for. Not thread-safe.
 *
 * <p>Of a fingerprint it keeps the first half and the first 32 bits of the second.
 */
final class FingerprintTable {
  /** A number that is forgotten from the beginning. */
  static final int GONE = 1;

  private static final int MIN_SLOTS = 8;
  private static final long NUMBER = 0xFFFF_FFFFL;

  // Open addressing with linear probing. A slot is two words: the first half, and the second's
  // first 32 bits with the number; the number is 0 where a way ends.
  private long[] words = new long[2 * MIN_SLOTS];
  private int slots = MIN_SLOTS;

  /** Those with a number, forgotten ones included. */
  private int used;

  private int size;
  private int forgotten = GONE;

  /** {@return the place of a fingerprint; or, if it is not there, -1 less the one it may take} */
  int find(long high, long low) {
    int vacant = -1;
    int at = home(high);
    while (true) {
      long word = words[2 * at + 1];
      int number = (int) word;
      if (number == 0) {
        break;
      }
      if (isForgotten(number)) {
        vacant = vacant < 0 ? at : vacant;
      } else if (words[2 * at] == high && ((word ^ low) & ~NUMBER) == 0) {
        return at;
      }
      at = next(at);
    }
    if (vacant < 0) {
      vacant = at;
    }
    shortenWay(at, vacant);
    return -1 - vacant;
  }

  int number(int place) {
    return (int) words[2 * place + 1];
  }

  /** Gives what is there another number. */
  void set(int place, int number) {
    words[2 * place + 1] = (words[2 * place + 1] & ~NUMBER) | (number & NUMBER);
  }

  /** Adds a fingerprint that is not there, after which no place is what it was. */
  void add(int place, long high, long low, int number) {
    if (number(place) == 0) {
      used++;
    }
    words[2 * place] = high;
    words[2 * place + 1] = (low & ~NUMBER) | (number & NUMBER);
    size++;
    if (used > slots - (slots >> 2)) {
      if (size > slots / 5 * 3) {
        resize(slots + Math.max(MIN_SLOTS, slots >> 2));
      } else {
        removeForgotten();
      }
    }
  }

  /** Removes what is there, after which no place is what it was. */
  void remove(int place) {
    set(place, GONE);
    size--;
    shrink();
  }

  /**
   * Forgets, after which no place is what it was.
   *
   * @param number what has this or less, and above 0, is forgotten
   * @param count how many have
   */
  void forget(int number, int count) {
    forgotten = Math.max(forgotten, number);
    size -= count;
    shrink();
  }

  private void shrink() {
    if (slots > MIN_SLOTS && size < slots >> 2) {
      resize(Math.max(MIN_SLOTS, slots >> 1));
    }
  }

  private boolean isForgotten(int number) {
    return number > 0 && number <= forgotten;
  }

  /**
   * In the order of the first halves, so that tables of any length are refilled from end to end.
   */
  private int home(long high) {
    return (int) (((high >>> Integer.SIZE) * slots) >>> Integer.SIZE);
  }

  private int next(int slot) {
    return slot + 1 == slots ? 0 : slot + 1;
  }

  /** No way goes on behind the last of it: what is forgotten there need not be passed again. */
  private void shortenWay(int end, int vacant) {
    int at = end;
    while (at != vacant) {
      at = at == 0 ? slots - 1 : at - 1;
      if (at == vacant || !isForgotten(number(at))) {
        return;
      }
      words[2 * at + 1] = 0;
      used--;
    }
  }

  private void removeForgotten() {
    int end = 0;
    while (number(end) != 0) {
      end = next(end);
    }
    used = 0;
    // From behind the end of a way: what moves, moves to where this has been already.
    for (int at = next(end); at != end; at = next(at)) {
      long high = words[2 * at];
      long word = words[2 * at + 1];
      words[2 * at + 1] = 0;
      put(high, word);
    }
  }

  private void resize(int length) {
    long[] former = words;
    words = new long[2 * length];
    slots = length;
    used = 0;
    for (int i = 0; i < former.length; i += 2) {
      put(former[i], former[i + 1]);
    }
  }

  private void put(long high, long word) {
    int number = (int) word;
    if (number == 0 || isForgotten(number)) {
      return;
    }
    int at = home(high);
    while (number(at) != 0) {
      at = next(at);
    }
    words[2 * at] = high;
    words[2 * at + 1] = word;
    used++;
  }
}
