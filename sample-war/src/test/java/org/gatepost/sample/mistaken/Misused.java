package org.gatepost.sample.mistaken;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import org.gatepost.event.Webhook;

/** Everything at once. */
@ApplicationScoped
public class Misused {
  void later(@ObservesAsync @Webhook("push") String body) {
    throw new IllegalStateException(body);
  }

  void after(@Observes(during = TransactionPhase.AFTER_SUCCESS) @Webhook("push") String body) {
    throw new IllegalStateException(body);
  }

  void pattern(@Observes @Webhook("***") String body) {
    throw new IllegalStateException(body);
  }

  void part(@Observes @Webhook(value = "push", at = "ref") String body) {
    throw new IllegalStateException(body);
  }
}
