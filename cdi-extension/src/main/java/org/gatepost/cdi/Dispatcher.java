package org.gatepost.cdi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.Delivery;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.ledger.Processing;

/** Hands a delivery to the observers that match it, each on its own. Thread-safe. */
final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getPackageName());

  private final List<WebhookObserver> observers;
  private final ObserverRun run;

  /**
   * A dispatcher.
   *
   * @param observers in the order in which they are called
   * @param run what calls them
   */
  Dispatcher(List<WebhookObserver> observers, ObserverRun run) {
    this.observers = List.copyOf(observers);
    this.run = run;
  }

  /**
   * Calls every matching observer that has no receipt, and gives a receipt to each that returns.
   *
   * @param outcomes how each ended is added here, also if this throws
   * @throws org.gatepost.ledger.LedgerException if the ledger cannot answer, or the claim has
   *     passed to another
   */
  Outcome dispatch(Delivery delivery, Processing processing, List<ObserverOutcome> outcomes) {
    List<WebhookObserver> matching = new ArrayList<>();
    for (WebhookObserver observer : observers) {
      if (observer.matches(delivery)) {
        matching.add(observer);
      }
    }
    if (matching.isEmpty()) {
      LOG.log(System.Logger.Level.DEBUG, () -> Messages.ignored(delivery));
      return Outcome.IGNORED;
    }
    matching.removeIf(observer -> processing.hasReceipt(observer.consumer()));
    // All payloads are made before any observer runs: a body that does not bind has no effect at
    // all.
    List<Object> payloads = new ArrayList<>();
    Map<PayloadForm, Object> made = new HashMap<>();
    for (WebhookObserver observer : matching) {
      try {
        payloads.add(payload(observer.form(), delivery, made));
      } catch (PayloadException e) {
        // Without the exception: its causes may quote the body.
        LOG.log(
            System.Logger.Level.WARNING,
            Messages.doesNotBind(delivery, observer.consumer(), String.valueOf(e.getMessage())));
        return Outcome.INVALID;
      }
    }
    return run.run(matching, payloads, delivery, processing, outcomes);
  }

  private static Object payload(PayloadForm form, Delivery delivery, Map<PayloadForm, Object> made)
      throws PayloadException {
    Object payload = made.get(form);
    if (payload == null) {
      payload = form.of(delivery);
      if (form.isShared()) {
        made.put(form, payload);
      }
    }
    return payload;
  }
}
