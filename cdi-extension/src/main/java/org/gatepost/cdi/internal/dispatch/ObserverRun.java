package org.gatepost.cdi.internal.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.WebhookObserver;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Passage;
import org.jspecify.annotations.Nullable;

/** Calls observers, each on its own, and records how that ended. Thread-safe. */
final class ObserverRun {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final CurrentDelivery current;
  private final Transactions transactions;
  private final Clock clock;

  /**
   * A run of observers.
   *
   * @param transactions what an observer and its receipt run in, where the ledger takes part
   * @param clock what durations are taken by
   */
  ObserverRun(CurrentDelivery current, Transactions transactions, Clock clock) {
    this.current = current;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Calls observers one after the other, whatever the others do.
   *
   * @param payloads what each is called with; null for one that is not, since its payload did not
   *     bind
   * @param outcomes how each ended is added here, also if this throws
   * @throws LedgerException if the ledger cannot answer, or the claim has passed to another: then
   *     no further observer is called
   */
  Outcome run(
      List<WebhookObserver> observers,
      List<@Nullable Object> payloads,
      Passage passage,
      List<ObserverOutcome> outcomes) {
    return run(observers, payloads, passage, outcomes, true);
  }

  /**
   * Calls observers one after the other, whatever the others do.
   *
   * @param payloads as above
   * @param outcomes as above
   * @param all whether no other observer is to be called, so that the last of these may finish the
   *     delivery
   * @throws LedgerException as above
   */
  Outcome run(
      List<WebhookObserver> observers,
      List<@Nullable Object> payloads,
      Passage passage,
      List<ObserverOutcome> outcomes,
      boolean all) {
    // Known before the first is called: then nobody may finish the delivery.
    boolean unbindable = false;
    for (Object payload : payloads) {
      unbindable |= payload == null;
    }
    boolean failed = false;
    boolean postponed = false;
    for (int i = 0; i < payloads.size(); i++) {
      WebhookObserver observer = observers.get(i);
      Object payload = payloads.get(i);
      if (payload == null) {
        outcomes.add(unbindable(observer));
        continue;
      }
      Instant start = clock.instant();
      boolean finishing = all && i == payloads.size() - 1 && !failed && !postponed && !unbindable;
      Ending ending = call(observer, payload, passage, finishing);
      outcomes.add(outcome(observer, ending, start));
      if (ending.trouble().isPresent()) {
        throw ending.trouble().get();
      }
      failed |= ending.result() == ObserverOutcome.Result.FAILED;
      postponed |= ending.result() == ObserverOutcome.Result.POSTPONED;
    }
    // A sender that is told to come back must not be told instead that it never need.
    if (failed) {
      return Outcome.FAILED;
    }
    if (postponed) {
      return Outcome.POSTPONED;
    }
    return unbindable ? Outcome.INVALID : Outcome.DONE;
  }

  /** Whether the delivery of an observer may be claimed in the transaction of its work. */
  boolean mayJoin(WebhookObserver observer) {
    return transactions != Transactions.NONE && observer.joinsTransactions();
  }

  /**
   * Calls the only observer of an unclaimed delivery in a transaction that claims it first: the
   * claim, the work and that the delivery is finished are one commit.
   *
   * @param outcomes how it ended is added here, also if this throws
   * @return what became of the delivery; empty if it is to be claimed by itself, and nothing has
   *     happened
   * @throws LedgerException if the ledger cannot record that the observer has rejected the delivery
   */
  Optional<Outcome> runJoined(
      WebhookObserver observer, Object payload, Passage passage, List<ObserverOutcome> outcomes) {
    Instant start = clock.instant();
    Processing processing = passage.processing();
    Ending ending;
    try {
      transactions.run(
          () -> {
            if (!passage.claimInTransaction(observer.consumer())) {
              throw new UnclaimedException();
            }
            current.during(passage, () -> observer.notify(payload));
          },
          () -> true);
      processing.completed();
      ending = Ending.DONE;
    } catch (Throwable e) {
      if (!processing.isClaimed()) {
        return Optional.empty();
      }
      ending = settle(Ending.of(e), e, observer, passage, List.of(processing));
    }
    outcomes.add(outcome(observer, ending, start));
    if (ending.trouble().isPresent()) {
      throw ending.trouble().get();
    }
    return Optional.of(outcome(ending));
  }

  private static Outcome outcome(Ending ending) {
    return switch (ending.result()) {
      case FAILED -> Outcome.FAILED;
      case POSTPONED -> Outcome.POSTPONED;
      default -> Outcome.DONE;
    };
  }

  /** The delivery is not claimed, so that its transaction is rolled back. */
  private static final class UnclaimedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnclaimedException() {
      super("not claimed", null, false, false);
    }
  }

  /**
   * Calls an observer of several events with all of them.
   *
   * @param works the events, at least one
   * @param whole the request that holds them
   * @throws LedgerException as {@link #run} does
   */
  void together(WebhookObserver observer, List<EventWork> works, Passage whole) {
    List<Object> events = new ArrayList<>(works.size());
    List<Processing> processings = new ArrayList<>(works.size());
    for (EventWork work : works) {
      events.addAll(Objects.requireNonNull(work.payload(observer)));
      processings.add(work.passage().processing());
    }
    Instant start = clock.instant();
    Ending ending = call(observer, Collections.unmodifiableList(events), processings, whole);
    ObserverOutcome outcome = outcome(observer, ending, start);
    for (EventWork work : works) {
      work.outcomes().add(outcome);
      work.ended(outcome(ending));
    }
    if (ending.trouble().isPresent()) {
      throw ending.trouble().get();
    }
  }

  private Ending call(
      WebhookObserver observer, Object events, List<Processing> processings, Passage whole) {
    boolean together = processings.get(0).joinsTransactions() && !observer.refusesTransactions();
    try {
      (together ? transactions : Transactions.NONE)
          .run(
              () -> current.during(whole, () -> observer.notify(events)),
              () -> {
                Processing.giveReceipts(processings, observer.consumer());
                return false;
              });
      return Ending.DONE;
    } catch (Throwable e) {
      return settle(Ending.of(e), e, observer, whole, processings);
    }
  }

  private ObserverOutcome outcome(WebhookObserver observer, Ending ending, Instant start) {
    Duration taken = Duration.between(start, clock.instant());
    return new ObserverOutcome(
        observer.consumer(),
        ending.result(),
        taken.isNegative() ? Duration.ZERO : taken,
        ending.causes(),
        ending.retryAfter());
  }

  static ObserverOutcome unbindable(WebhookObserver observer) {
    return new ObserverOutcome(
        observer.consumer(),
        ObserverOutcome.Result.UNBINDABLE,
        Duration.ZERO,
        List.of(),
        Optional.empty());
  }

  /**
   * Calls an observer.
   *
   * @param finishing whether the delivery is finished if this observer is done
   */
  private Ending call(
      WebhookObserver observer, Object payload, Passage passage, boolean finishing) {
    Processing processing = passage.processing();
    boolean together = processing.joinsTransactions() && !observer.refusesTransactions();
    try {
      boolean finished =
          (together ? transactions : Transactions.NONE)
              .run(
                  () -> current.during(passage, () -> observer.notify(payload)),
                  () -> giveReceipt(processing, observer.consumer(), together && finishing));
      if (finished) {
        processing.completed();
      }
      return Ending.DONE;
    } catch (Throwable e) {
      // Errors too: an AssertionError or a missing class in one observer is no reason to skip the
      // others.
      return settle(Ending.of(e), e, observer, passage, List.of(processing));
    }
  }

  /** Gives a receipt, and tells whether the delivery is finished with it. */
  private static boolean giveReceipt(Processing processing, String consumer, boolean last) {
    if (last) {
      return processing.giveLastReceipt(consumer);
    }
    processing.giveReceipt(consumer);
    return false;
  }

  private static Ending settle(
      Ending ending,
      Throwable thrown,
      WebhookObserver observer,
      Passage passage,
      List<Processing> processings) {
    String consumer = observer.consumer();
    if (ending.result() == ObserverOutcome.Result.REJECTED) {
      LOG.log(System.Logger.Level.WARNING, Messages.rejected(passage, consumer), thrown);
      try {
        // Its transaction is gone, so this receipt is committed by itself.
        processings.forEach(processing -> processing.reject(consumer));
      } catch (LedgerException e) {
        return Ending.of(e);
      }
    } else if (ending.retryAfter().isPresent()) {
      String message = Messages.postponed(passage, consumer, ending.retryAfter().get());
      LOG.log(System.Logger.Level.INFO, message, thrown);
    } else if (ending.trouble().isEmpty()) {
      LOG.log(
          System.Logger.Level.ERROR,
          Messages.observerFailed(passage, consumer, passage.processing().attempt()),
          thrown);
    }
    return ending;
  }
}
