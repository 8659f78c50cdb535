package org.gatepost.cdi;

import java.util.ArrayList;
import java.util.List;
import org.gatepost.Delivery;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;

/** Hands a delivery to the observers that match it, each on its own. Thread-safe. */
final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getPackageName());

  private final Observers observers;
  private final RequestScope requests;
  private final CurrentDelivery current;
  private final Transactions transactions;

  /**
   * A dispatcher.
   *
   * @param observers all there are
   * @param requests the scope that a delivery is processed in
   * @param transactions what an observer and its receipt run in, where the ledger takes part
   */
  Dispatcher(
      Observers observers,
      RequestScope requests,
      CurrentDelivery current,
      Transactions transactions) {
    this.observers = observers;
    this.requests = requests;
    this.current = current;
    this.transactions = transactions;
  }

  /**
   * Calls every matching observer that has no receipt, and gives a receipt to each that returns.
   *
   * @throws org.gatepost.ledger.LedgerException if the ledger cannot answer, or the claim has
   *     passed to another
   */
  Outcome dispatch(Delivery delivery, Processing processing) {
    return requests.during(() -> dispatchInScope(delivery, processing));
  }

  private Outcome dispatchInScope(Delivery delivery, Processing processing) {
    Payloads forms = new Payloads(delivery);
    List<WebhookObserver> matching = observers.matching(forms);
    if (matching.isEmpty()) {
      LOG.log(System.Logger.Level.DEBUG, () -> Messages.ignored(delivery));
      return Outcome.IGNORED;
    }
    matching.removeIf(observer -> processing.hasReceipt(observer.consumer()));
    // All payloads are made before any observer runs: a body that does not bind has no effect at
    // all.
    List<Object> payloads = new ArrayList<>();
    for (WebhookObserver observer : matching) {
      try {
        payloads.add(forms.of(observer.form()));
      } catch (PayloadException e) {
        // Without the exception: its causes may quote the body.
        LOG.log(
            System.Logger.Level.WARNING,
            Messages.doesNotBind(delivery, observer.consumer(), String.valueOf(e.getMessage())));
        return Outcome.INVALID;
      }
    }
    boolean allDone = true;
    for (int i = 0; i < payloads.size(); i++) {
      allDone &= run(matching.get(i), payloads.get(i), delivery, processing);
    }
    return allDone ? Outcome.DONE : Outcome.FAILED;
  }

  private boolean run(
      WebhookObserver observer, Object payload, Delivery delivery, Processing processing) {
    boolean together = processing.joinsTransactions() && !observer.refusesTransactions();
    try {
      (together ? transactions : Transactions.NONE)
          .run(
              () -> current.during(delivery, () -> observer.notify(payload)),
              () -> processing.giveReceipt(observer.consumer()));
      return true;
    } catch (LedgerException e) {
      throw e;
    } catch (Throwable e) {
      // Errors too: an AssertionError or a missing class in one observer is no reason to skip the
      // others.
      LOG.log(
          System.Logger.Level.ERROR,
          Messages.observerFailed(delivery, observer.consumer(), delivery.attempt()),
          e);
      return false;
    }
  }
}
