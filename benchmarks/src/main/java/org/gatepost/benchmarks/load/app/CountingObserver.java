package org.gatepost.benchmarks.load.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.LongAdder;
import org.gatepost.event.Webhook;

/** One observer, which does next to nothing. */
@ApplicationScoped
public class CountingObserver {
  private final LongAdder seen = new LongAdder();

  void completed(
      @Observes @Webhook(value = "workflow.completed", source = "events") WorkflowCompleted run) {
    if (run.data().cost() > 0) {
      seen.increment();
    }
  }
}
