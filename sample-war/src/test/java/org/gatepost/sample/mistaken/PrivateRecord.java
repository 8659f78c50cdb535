package org.gatepost.sample.mistaken;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.gatepost.event.Webhook;

/** Observes what the server's JSON Binding has no access to. */
@ApplicationScoped
public class PrivateRecord {
  private record Push(String ref) {}

  void pushed(@Observes @Webhook("push") Push push) {
    throw new IllegalStateException(push + " came");
  }
}
