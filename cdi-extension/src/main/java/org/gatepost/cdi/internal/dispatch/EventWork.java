package org.gatepost.cdi.internal.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepost.cdi.internal.observer.WebhookObserver;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.receiver.Passage;
import org.jspecify.annotations.Nullable;

/**
 * One event of several, and what has been done of it. Not thread-safe: of one thread's dispatch.
 */
final class EventWork {
  private final Passage passage;
  private final List<ObserverOutcome> outcomes = new ArrayList<>();
  // What observers of several events are called with for this one.
  private final Map<WebhookObserver, List<?>> waiting = new LinkedHashMap<>();
  private @Nullable Outcome outcome;
  private boolean begun;
  private boolean recorded = true;

  EventWork(Passage passage) {
    this.passage = passage;
  }

  Passage passage() {
    return passage;
  }

  List<ObserverOutcome> outcomes() {
    return outcomes;
  }

  /** What became of it; null if nothing has yet. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  /**
   * An observer of several events is to be called with it.
   *
   * @param payload the event alone in a list, or null if it does not become what is observed
   */
  void take(WebhookObserver observer, @Nullable Object payload) {
    if (payload == null) {
      outcomes.add(ObserverRun.unbindable(observer));
      ended(Outcome.INVALID);
    } else {
      waiting.put(observer, (List<?>) payload);
    }
  }

  /** Whether observers of several events are to be called with it. */
  boolean waits() {
    return !waiting.isEmpty();
  }

  /** The observers of several events that are to be called with it. */
  Set<WebhookObserver> waiting() {
    return waiting.keySet();
  }

  /** What an observer of several events is called with for this one, or null. */
  @Nullable List<?> payload(WebhookObserver observer) {
    return waiting.get(observer);
  }

  /** All observers of single events have been called with it. */
  void begun() {
    begun = true;
  }

  /** An observer of several events has been called with it. */
  void called(WebhookObserver observer) {
    waiting.remove(observer);
  }

  /** Whether no observer is to be called with it any more. */
  boolean isOver() {
    return begun && waiting.isEmpty();
  }

  /** The ledger has not said that what became of it is recorded. */
  void unrecorded() {
    recorded = outcome != Outcome.DONE && outcome != Outcome.IGNORED;
  }

  /** Whether what became of it is recorded, or need not be. */
  boolean isRecorded() {
    return recorded;
  }

  /** Some of its observers have ended: failed beats postponed beats unbindable beats done. */
  void ended(Outcome more) {
    if (outcome == null || more.weight() > outcome.weight()) {
      outcome = more;
    }
  }
}
