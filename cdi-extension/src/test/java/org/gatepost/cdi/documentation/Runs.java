package org.gatepost.cdi.documentation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;

@ApplicationScoped
class Runs {
  @Inject Journal journal;

  void completed(@Observes @Webhook("workflow.completed") Run run, Delivery delivery) {
    journal.write(run.id() + " completed, says " + delivery.source());
  }

  void anyFailure(@Observes @Webhook(value = "*.failed", source = "broxi") JsonObject event) {
    journal.write(event.getString("id") + " failed");
  }

  void costly(
      @Observes
          @Webhook(value = "workflow.*", at = "/data")
          @Where(path = "/data/cost", greaterThan = "0.10")
          Run run) {
    journal.write(run.id() + " cost " + run.cost());
  }
}
