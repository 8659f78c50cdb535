package org.gatepost.receiver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Verified;
import org.gatepost.signature.VerifiedEvent;

/**
 * Claims the events of a request, each by its own key. Thread-safe.
 *
 * @param ledger where the delivery was claimed that holds them
 * @param source what the ledger knows the source by
 */
record EventClaims(Ledger ledger, String source) {
  private static final String HOLDS_EVENTS = ";events";

  /**
   * What the ledger knows a request by. One that holds events is not taken for an event that has
   * the same id, as where a sender gives the request that of its first event.
   */
  DeliveryKey key(Verified verified) {
    String key = verified.key().orElse("");
    boolean holdsEvents = !verified.events().isEmpty();
    return new DeliveryKey(source, holdsEvents ? key + HOLDS_EVENTS : key, verified.recurs());
  }

  /** Of two events with one key the first is claimed, for they are the same. */
  ClaimedEvents claim(Passage whole, List<VerifiedEvent> events) {
    // In an order that all requests share: two that hold the same events must not wait for each
    // other.
    Map<String, VerifiedEvent> keyed = new TreeMap<>();
    List<Passage> granted = new ArrayList<>(events.size());
    int finished = 0;
    int copies = 0;
    for (VerifiedEvent event : events) {
      Optional<String> key = event.key();
      if (key.isEmpty()) {
        // No two are the same event.
        granted.add(whole.of(event, new Processing(Ledger.none(), unkeyed())));
      } else if (keyed.putIfAbsent(key.get(), event) != null) {
        copies++;
      }
    }
    Duration busy = null;
    int place = 0;
    List<VerifiedEvent> asked = new ArrayList<>(keyed.values());
    for (Claim claim : ledger.claimAll(keys(asked))) {
      VerifiedEvent event = asked.get(place++);
      if (claim instanceof Claim.Granted one) {
        granted.add(whole.of(event, new Processing(ledger, one)));
      } else if (claim instanceof Claim.Busy other) {
        boolean later = busy == null || busy.compareTo(other.retryAfter()) < 0;
        busy = later ? other.retryAfter() : busy;
      } else {
        finished++;
      }
    }
    granted.sort(Comparator.comparingInt(passage -> ((VerifiedEvent) passage.verified()).index()));
    return new ClaimedEvents(granted, finished, copies, Optional.ofNullable(busy));
  }

  private List<DeliveryKey> keys(List<VerifiedEvent> events) {
    List<DeliveryKey> keys = new ArrayList<>(events.size());
    for (VerifiedEvent event : events) {
      keys.add(new DeliveryKey(source, event.key().orElseThrow(), event.recurs()));
    }
    return keys;
  }

  private Claim.Granted unkeyed() {
    return new Claim.Granted(new DeliveryKey(source, ""), 1, 1);
  }
}
