package org.gatepost.sample.mall;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.sample.shop.Seen;

/** Hears what became of each delivery. */
@ApplicationScoped
public class Journal {
  @Inject private Seen seen;

  void told(@Observes DeliveryOutcome outcome) {
    seen.add(outcome.delivery().key().orElse("") + " " + outcome.answer().status());
  }
}
