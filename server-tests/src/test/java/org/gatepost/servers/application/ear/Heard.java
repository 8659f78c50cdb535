package org.gatepost.servers.application.ear;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatepost.Delivery;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.Webhook;

/** What the observers of one WAR have heard. */
@ApplicationScoped
public class Heard {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  void pushed(@Observes @Webhook("push") Map<String, String> push, Delivery delivery) {
    lines.add("push " + push.get("after") + " of " + delivery.source());
  }

  void became(@Observes DeliveryOutcome outcome) {
    lines.add("outcome " + outcome.answer());
  }

  /** All of it, in its order. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
