package org.gatepost.cdi.internal.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.cdi.internal.observer.WebhookObserver;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.ClaimedEvents;
import org.gatepost.receiver.Passage;

/**
 * Takes the events of one request to their end, each claimed and finished by itself, so that of a
 * request that failed in part only the rest runs again. Thread-safe.
 */
final class EventsProcessor {
  private final Dispatcher dispatcher;
  private final OutcomeEvent event;

  EventsProcessor(Dispatcher dispatcher, OutcomeEvent event) {
    this.dispatcher = dispatcher;
    this.event = event;
  }

  /** Processes what a request holds; what the sender is to be told is recorded already. */
  Told process(Passage whole) {
    List<EventWork> works = new ArrayList<>();
    int finished = 0;
    int copies = 0;
    Told told;
    try {
      ClaimedEvents claimed = whole.claimEvents();
      finished = claimed.finished();
      copies = claimed.copies();
      claimed.granted().forEach(passage -> works.add(new EventWork(passage)));
      boolean ran = run(whole, works);
      boolean settled = settle(whole, works);
      told = ran && settled ? told(whole, works, claimed) : Told.UNRECORDED;
      told.record(whole.processing());
    } catch (LedgerException e) {
      told = Told.unrecorded(whole, e);
    } finally {
      release(whole, works);
    }
    for (EventWork work : works) {
      Told ofEvent = told(work);
      finished += ofEvent.answer().status() < 300 ? 1 : 0;
      event.fire(work.passage(), ofEvent, work.outcomes());
    }
    whole.eventsFinished(finished, copies);
    return told;
  }

  /** Calls the observers, and tells whether the ledger has let it. */
  private boolean run(Passage whole, List<EventWork> works) {
    try {
      works.forEach(dispatcher::begin);
      Map<WebhookObserver, List<EventWork>> together = new LinkedHashMap<>();
      for (EventWork work : works) {
        for (WebhookObserver observer : work.waiting()) {
          together.computeIfAbsent(observer, first -> new ArrayList<>()).add(work);
        }
      }
      together.forEach((observer, waiting) -> dispatcher.together(observer, waiting, whole));
      return true;
    } catch (LedgerException e) {
      Told.unrecorded(whole, e);
      return false;
    }
  }

  /** Records what became of each event, and tells whether the ledger has let it. */
  private boolean settle(Passage whole, List<EventWork> works) {
    List<Processing> done = new ArrayList<>(works.size());
    for (EventWork work : works) {
      if (work.isOver() && work.outcome() == Outcome.DONE) {
        done.add(work.passage().processing());
      }
    }
    try {
      Processing.completeAll(done);
      for (EventWork work : works) {
        if (work.isOver() && work.outcome() == Outcome.IGNORED) {
          work.passage().processing().ignore();
        }
      }
      return true;
    } catch (LedgerException e) {
      // Some may be recorded. Nobody is told that they are who may meet them again.
      works.forEach(EventWork::unrecorded);
      Told.unrecorded(whole, e);
      return false;
    }
  }

  /** Gives back what is not finished. */
  private static void release(Passage whole, List<EventWork> works) {
    try {
      works.forEach(work -> work.passage().processing().release());
    } catch (LedgerException e) {
      // One after the other would wait for a ledger that does not answer.
      Told.unrecorded(whole, e);
    }
  }

  private static Told told(Passage whole, List<EventWork> works, ClaimedEvents claimed) {
    Outcome worst = null;
    List<ObserverOutcome> observers = new ArrayList<>();
    for (EventWork work : works) {
      Outcome outcome = work.outcome();
      if (outcome != null && (worst == null || outcome.weight() > worst.weight())) {
        worst = outcome;
      }
      observers.addAll(work.outcomes());
    }
    if (worst == null) {
      return claimed.busy().isPresent()
          ? new Told(Answer.TRY_AGAIN_LATER, claimed.busy())
          : new Told(Answer.ALREADY_PROCESSED, Optional.empty());
    }
    // What was finished before is not nobody's.
    boolean somebodys = worst == Outcome.IGNORED && claimed.finished() > 0;
    Told told = Told.of(somebodys ? Outcome.DONE : worst, whole, observers);
    boolean waits = claimed.busy().isPresent() && worst != Outcome.FAILED;
    return new Told(
        waits ? Answer.TRY_AGAIN_LATER : told.answer(),
        Told.longer(told.retryAfter(), claimed.busy()));
  }

  /** What the sender would be told if the event had come alone. */
  private static Told told(EventWork work) {
    Outcome outcome = work.outcome();
    return work.isOver() && outcome != null && work.isRecorded()
        ? Told.of(outcome, work.passage(), work.outcomes())
        : Told.UNRECORDED;
  }
}
