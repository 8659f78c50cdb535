package org.gatepost.ledger.memory;

/**
 * How many deliveries may be forgotten at which second: a queue from the earliest second on, of
 * four bytes for each in which there are any. Not thread-safe.
 */
final class ForgettingTimes {
  private static final int MIN_LENGTH = 4;
  private static final int MAX = 0xFFFF;

  // A ring. Seconds since the one before in the upper half, how many deliveries in the lower.
  private int[] ring = new int[MIN_LENGTH];
  private int head;
  private int length;
  private int first;
  // Where there is none, the one that was forgotten last.
  private int last = FingerprintTable.GONE;

  /** {@return whether any may be forgotten at a second} */
  boolean isDue(int second) {
    return length > 0 && first <= second;
  }

  /** {@return the earliest second, if there is any} */
  int first() {
    return first;
  }

  /**
   * Adds a delivery.
   *
   * @return when it may be forgotten: at the given second, or as soon as the clock has come again
   *     to where it was before
   */
  int add(int second) {
    if (length == 0) {
      last = Math.max(second, last + 1);
      first = last;
      append(0, 1);
      return last;
    }
    for (; second - last > MAX; last += MAX) {
      append(MAX, 0);
    }
    int tail = place(length - 1);
    if (second <= last && (ring[tail] & MAX) < MAX) {
      ring[tail]++;
    } else {
      int step = Math.max(0, second - last);
      append(step, 1);
      last += step;
    }
    return last;
  }

  /** {@return how many may be forgotten at the earliest second, which is then the next one} */
  int remove() {
    int count = 0;
    do {
      count += ring[head] & MAX;
      head = place(1);
      length--;
    } while (length > 0 && ring[head] >>> Short.SIZE == 0);
    if (length > 0) {
      first += ring[head] >>> Short.SIZE;
    }
    if (ring.length > MIN_LENGTH && length < ring.length >> 2) {
      resize(ring.length >> 1);
    }
    return count;
  }

  private void append(int step, int count) {
    if (length == ring.length) {
      resize(length + (length >> 1));
    }
    ring[place(length)] = step << Short.SIZE | count;
    length++;
  }

  private int place(int offset) {
    int place = head + offset;
    return place < ring.length ? place : place - ring.length;
  }

  private void resize(int slots) {
    int[] moved = new int[slots];
    int atEnd = Math.min(length, ring.length - head);
    System.arraycopy(ring, head, moved, 0, atEnd);
    System.arraycopy(ring, 0, moved, atEnd, length - atEnd);
    ring = moved;
    head = 0;
  }
}
