package org.gatepost.cdi.internal.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.json.PayloadException;
import org.gatepost.cdi.internal.observer.Observers;
import org.gatepost.cdi.internal.observer.UnobservedTypes;
import org.gatepost.cdi.internal.observer.WebhookObserver;
import org.gatepost.cdi.internal.payload.Payloads;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Passage;
import org.jspecify.annotations.Nullable;

/** Hands a delivery to the observers that match it, each on its own. Thread-safe. */
final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final Observers observers;
  private final ObserverRun run;
  private final UnobservedTypes unobserved;

  /**
   * A dispatcher.
   *
   * @param observers all there are
   * @param run what calls them
   */
  Dispatcher(Observers observers, ObserverRun run) {
    this.observers = observers;
    this.run = run;
    this.unobserved = new UnobservedTypes(observers.all());
  }

  /**
   * Calls every matching observer that has no receipt, and gives a receipt to each that returns.
   * One whose payload does not bind fails by itself.
   *
   * @param outcomes how each ended is added here, also if this throws
   * @return what became of it; empty if it was still to be claimed, and that was declined
   * @throws org.gatepost.ledger.LedgerException if the ledger cannot answer, or the claim has
   *     passed to another
   */
  Optional<Outcome> dispatch(Passage passage, List<ObserverOutcome> outcomes) {
    if (passage.declined().isPresent()) {
      // By what the application has sent the request to before.
      return Optional.empty();
    }
    Payloads forms = new Payloads(passage);
    List<WebhookObserver> matching = observers.matching(forms);
    if (matching.isEmpty()) {
      ignored(passage);
      return Optional.of(Outcome.IGNORED);
    }
    if (passage.isUnclaimed()) {
      Optional<Outcome> joined = callJoined(matching, forms, passage, outcomes);
      if (joined.isPresent() || passage.claim().isPresent()) {
        return joined;
      }
    }
    leaveOutFinished(matching, passage.processing());
    return Optional.of(run.run(matching, payloads(matching, forms), passage, outcomes));
  }

  /** Calls the only observer, if there is but one and the delivery can be claimed with its work. */
  private Optional<Outcome> callJoined(
      List<WebhookObserver> matching,
      Payloads forms,
      Passage passage,
      List<ObserverOutcome> outcomes) {
    if (matching.size() > 1 || !run.mayJoin(matching.get(0))) {
      return Optional.empty();
    }
    Object payload;
    try {
      payload = forms.of(matching.get(0).form());
    } catch (PayloadException e) {
      // It fails by itself, below.
      return Optional.empty();
    }
    return run.runJoined(matching.get(0), payload, passage, outcomes);
  }

  /**
   * Begins with one event of several: calls every matching observer of single events, as {@link
   * #dispatch} does.
   *
   * @param work is told the outcome so far, and which observers of several events are to be called
   */
  void begin(EventWork work) {
    callSingle(work);
    work.begun();
  }

  /** Calls an observer of several events with those that wait for it. */
  void together(WebhookObserver observer, List<EventWork> works, Passage whole) {
    run.together(observer, works, whole);
    works.forEach(work -> work.called(observer));
  }

  private void callSingle(EventWork work) {
    Payloads forms = new Payloads(work.passage());
    List<WebhookObserver> matching = observers.matching(forms);
    if (matching.isEmpty()) {
      ignored(work.passage());
      work.ended(Outcome.IGNORED);
      return;
    }
    leaveOutFinished(matching, work.passage().processing());
    for (WebhookObserver observer : matching) {
      if (observer.isBatch()) {
        work.take(observer, payload(forms, observer));
      }
    }
    matching.removeIf(WebhookObserver::isBatch);
    if (!matching.isEmpty() || !work.waits()) {
      // The delivery is not finished by the last of them where others are still to be called.
      work.ended(
          run.run(
              matching, payloads(matching, forms), work.passage(), work.outcomes(), !work.waits()));
    }
  }

  private void ignored(Passage passage) {
    LOG.log(System.Logger.Level.DEBUG, () -> Messages.ignored(passage));
    // Where only the content is not wanted, all is as the application says.
    if (!observers.receive(passage)) {
      unobserved.came(passage);
    }
  }

  private static void leaveOutFinished(List<WebhookObserver> matching, Processing processing) {
    if (processing.attempt() > 1) {
      matching.removeIf(observer -> processing.hasReceipt(observer.consumer()));
    }
  }

  private static List<@Nullable Object> payloads(List<WebhookObserver> matching, Payloads forms) {
    // All payloads are made before any observer runs: none sees what another did to the body.
    List<@Nullable Object> payloads = new ArrayList<>(matching.size());
    for (WebhookObserver observer : matching) {
      payloads.add(payload(forms, observer));
    }
    return payloads;
  }

  /** What an observer is called with, or null if the body does not become this. */
  private static @Nullable Object payload(Payloads forms, WebhookObserver observer) {
    try {
      return forms.of(observer.form());
    } catch (PayloadException e) {
      // Without the exception: its causes may quote the body.
      LOG.log(
          System.Logger.Level.WARNING,
          Messages.doesNotBind(
              forms.passage(), observer.consumer(), String.valueOf(e.getMessage())));
      return null;
    }
  }
}
