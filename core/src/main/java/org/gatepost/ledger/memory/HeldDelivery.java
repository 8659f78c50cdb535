package org.gatepost.ledger.memory;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a delivery that is claimed, or was released unfinished. Not thread-safe. */
final class HeldDelivery {
  /** Where {@link HeldDeliveries} has it. */
  final int place;

  /** Its fingerprint. */
  long high;

  long low;
  int attempts;
  @Nullable Set<String> receipts;

  /** The claim in force, or 0. */
  long token;

  /** When the lease runs out or, with no claim in force, when this may be forgotten. */
  long until;

  /** Its neighbours in its {@link Queue}. */
  private @Nullable HeldDelivery before;

  private @Nullable HeldDelivery after;

  HeldDelivery(int place) {
    this.place = place;
  }

  boolean hasReceipt(String consumer) {
    return receipts != null && receipts.contains(consumer);
  }

  /** {@return false if there was one} */
  boolean giveReceipt(String consumer) {
    if (receipts == null) {
      receipts = new HashSet<>();
    }
    return receipts.add(consumer);
  }

  /** Deliveries in the order in which they may be forgotten. Not thread-safe. */
  static final class Queue {
    private @Nullable HeldDelivery first;
    private @Nullable HeldDelivery last;

    /** {@return the first whose time is over, or null} */
    @Nullable HeldDelivery due(long now) {
      return first != null && now >= first.until ? first : null;
    }

    void add(HeldDelivery held) {
      held.before = last;
      if (last == null) {
        first = held;
      } else {
        last.after = held;
      }
      last = held;
    }

    void remove(HeldDelivery held) {
      if (held.before == null) {
        first = held.after;
      } else {
        held.before.after = held.after;
      }
      if (held.after == null) {
        last = held.before;
      } else {
        held.after.before = held.before;
      }
      held.before = null;
      held.after = null;
    }
  }
}
