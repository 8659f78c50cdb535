package org.gatepost.servers.application.readme;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** The README's observer. */
@ApplicationScoped
class Pushes {
  public record Push(String ref, String after) {}

  void pushed(@Observes @Webhook("push") Push push, Delivery delivery) {
    System.out.println(push.ref() + " is at " + push.after() + ", says " + delivery.source());
  }
}
