package org.gatepost.ledger;

import java.util.Arrays;

/**
 * The deliveries that are finished, by 128 bits of a digest each, and until when each is to be
 * remembered: a queue in the order in which they finished, and a hash index over it. Some 30 to 46
 * bytes a delivery, in a handful of arrays that cost the garbage collector nothing. Not
 * thread-safe.
 */
final class FinishedDeliveries {
  private static final int MIN_LENGTH = 8;

  // The queue, a ring: the digest's halves at 2i and 2i + 1.
  private long[] digests = new long[2 * MIN_LENGTH];
  private int[] untils = new int[MIN_LENGTH];
  private int head;
  private int size;

  // Open addressing with linear probing: 0, or one more than a place in the ring.
  private int[] index = new int[4 * MIN_LENGTH];

  int size() {
    return size;
  }

  boolean contains(long high, long low) {
    return index[slot(high, low)] != 0;
  }

  /**
   * Adds a delivery that is not there.
   *
   * @param until the second up to which it is remembered, not before that of the one added last
   */
  void add(long high, long low, int until) {
    if (size == untils.length) {
      resize(size + (size >> 1));
    }
    int place = place(size);
    digests[2 * place] = high;
    digests[2 * place + 1] = low;
    untils[place] = until;
    index[slot(high, low)] = place + 1;
    size++;
  }

  /**
   * Forgets what has been remembered long enough.
   *
   * @param now the current second; what is remembered until then is forgotten
   * @return how many were forgotten
   */
  int forget(int now) {
    int before = size;
    while (size > 0 && untils[head] <= now) {
      clear(slot(digests[2 * head], digests[2 * head + 1]));
      head = place(1);
      size--;
    }
    if (untils.length > MIN_LENGTH && size < untils.length >> 2) {
      resize(Math.max(MIN_LENGTH, untils.length >> 1));
    }
    return before - size;
  }

  private int place(int offset) {
    int place = head + offset;
    return place < untils.length ? place : place - untils.length;
  }

  /** Where the index has the digest, or the empty slot where it would be. */
  private int slot(long high, long low) {
    int slot = home(low);
    while (index[slot] != 0) {
      int place = index[slot] - 1;
      if (digests[2 * place] == high && digests[2 * place + 1] == low) {
        return slot;
      }
      slot = next(slot);
    }
    return slot;
  }

  private int home(long low) {
    // A digest's bits are as good as random.
    return (int) low & index.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & index.length - 1;
  }

  /** Empties a slot, and moves up whatever would no longer be found behind the gap. */
  private void clear(int slot) {
    int gap = slot;
    for (int at = next(gap); index[at] != 0; at = next(at)) {
      int home = home(digests[2 * (index[at] - 1) + 1]);
      // Whether the gap lies on the way from home to here, the table being a circle.
      if ((at - home & index.length - 1) >= (at - gap & index.length - 1)) {
        index[gap] = index[at];
        gap = at;
      }
    }
    index[gap] = 0;
  }

  private void resize(int length) {
    long[] movedDigests = new long[2 * length];
    int[] movedUntils = new int[length];
    int first = Math.min(size, untils.length - head);
    System.arraycopy(digests, 2 * head, movedDigests, 0, 2 * first);
    System.arraycopy(digests, 0, movedDigests, 2 * first, 2 * (size - first));
    System.arraycopy(untils, head, movedUntils, 0, first);
    System.arraycopy(untils, 0, movedUntils, first, size - first);
    boolean samePlaces = head == 0;
    digests = movedDigests;
    untils = movedUntils;
    head = 0;
    // A power of two of at least twice the length keeps the ways short.
    int slots = Integer.highestOneBit(2 * length - 1) << 1;
    if (slots == index.length) {
      if (samePlaces) {
        return;
      }
      Arrays.fill(index, 0);
    } else {
      index = new int[slots];
    }
    for (int place = 0; place < size; place++) {
      index[slot(digests[2 * place], digests[2 * place + 1])] = place + 1;
    }
  }
}
