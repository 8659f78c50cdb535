package org.gatepost.cdi.internal.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.observer.WebhookObserver;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.ClaimedEvents;
import org.gatepost.receiver.Passage;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of one request to their end, each claimed and finished by itself, so that of a
 * request that failed in part only the rest runs again. Thread-safe.
 */
final class EventsProcessor {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final Dispatcher dispatcher;
  private final OutcomeEvent event;

  EventsProcessor(Dispatcher dispatcher, OutcomeEvent event) {
    this.dispatcher = dispatcher;
    this.event = event;
  }

  /** Processes what a request holds; what the sender is to be told is recorded already. */
  Told process(Passage whole) {
    List<EventWork> works = new ArrayList<>();
    Told told;
    try {
      ClaimedEvents claimed = whole.claimEvents();
      claimed.granted().forEach(passage -> works.add(new EventWork(passage)));
      boolean ran = run(whole, works);
      boolean settled = settle(whole, works);
      told = ran && settled ? told(whole, works, claimed) : later(Answer.LEDGER_RETRY);
      finish(whole.processing(), told.answer());
    } catch (LedgerException e) {
      told = trouble(whole, e);
    } finally {
      release(whole, works);
    }
    works.forEach(work -> event.fire(work.passage(), told(work), work.outcomes()));
    whole.eventsLeft(works.stream().filter(work -> told(work).answer().status() > 299).count());
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
      trouble(whole, e);
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
      trouble(whole, e);
      return false;
    }
  }

  /** Gives back what is not finished. */
  private static void release(Passage whole, List<EventWork> works) {
    try {
      works.forEach(work -> work.passage().processing().release());
    } catch (LedgerException e) {
      // One after the other would wait for a ledger that does not answer.
      trouble(whole, e);
    }
  }

  private static void finish(Processing whole, Answer answer) {
    if (answer == Answer.IGNORED) {
      whole.ignore();
    } else if (answer.status() < 300) {
      whole.complete();
    } else {
      whole.release();
    }
  }

  private Told told(Passage whole, List<EventWork> works, ClaimedEvents claimed) {
    Outcome worst = null;
    Optional<Duration> wait = claimed.busy();
    for (EventWork work : works) {
      Outcome outcome = work.outcome();
      if (outcome != null && (worst == null || outcome.weight() > worst.weight())) {
        worst = outcome;
      }
      wait = longer(wait, DeliveryProcessor.longest(work.outcomes()));
    }
    if (worst == Outcome.FAILED) {
      return new Told(Answer.PROCESSING_FAILED, wait);
    }
    if (worst == Outcome.POSTPONED || claimed.busy().isPresent()) {
      return new Told(Answer.TRY_AGAIN_LATER, wait);
    }
    if (worst == null) {
      return new Told(Answer.ALREADY_PROCESSED, Optional.empty());
    }
    // What was finished before is not nobody's.
    boolean nobody = worst == Outcome.IGNORED && claimed.finished() == 0;
    Answer answer =
        worst == Outcome.INVALID
            ? whole.unbindable()
            : nobody ? Answer.IGNORED : Outcome.DONE.answer();
    return new Told(answer, Optional.empty());
  }

  private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    boolean otherIsLonger =
        other.isPresent() && (one.isEmpty() || other.get().compareTo(one.get()) > 0);
    return otherIsLonger ? other : one;
  }

  /** What the sender would be told if the event had come alone. */
  private static Told told(EventWork work) {
    @Nullable Outcome outcome = work.outcome();
    if (!work.isOver() || outcome == null) {
      return later(Answer.LEDGER_RETRY);
    }
    Answer answer = outcome == Outcome.INVALID ? work.passage().unbindable() : outcome.answer();
    return new Told(answer, DeliveryProcessor.longest(work.outcomes()));
  }

  private static Told later(Duration wait) {
    return new Told(Answer.TRY_AGAIN_LATER, Optional.of(wait));
  }

  private static Told trouble(Passage whole, LedgerException e) {
    LOG.log(
        System.Logger.Level.ERROR,
        Messages.ledgerTrouble(whole, String.valueOf(e.getMessage())),
        e);
    return later(Answer.LEDGER_RETRY);
  }
}
