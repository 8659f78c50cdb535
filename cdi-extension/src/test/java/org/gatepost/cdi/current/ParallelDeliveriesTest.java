package org.gatepost.cdi.current;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Deliveries processed at the same time see each its own. */
class ParallelDeliveriesTest {
  private static final int THREADS = 16;
  private static final int ROUNDS = 25;

  @AutoClose
  private final TestApplication application = TestApplication.with(Observers.class, Audit.class);

  @Test
  void eachObserverSeesTheDeliveryOfItsThread() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<String>> outcomes = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS * ROUNDS; i++) {
        String id = "id-" + i;
        outcomes.add(threads.submit(() -> application.deliver(id, "push", "\"" + id + "\"")));
      }
      for (Future<String> outcome : outcomes) {
        assertThat(outcome.get(3, TimeUnit.MINUTES)).isEqualTo("DONE");
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(application.seen())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, THREADS * ROUNDS)
                .mapToObj(i -> "\"id-" + i + "\" id-" + i + " id-" + i)
                .toList());
  }

  @Dependent
  static class Audit {
    @Inject Delivery delivery;
  }

  @ApplicationScoped
  static class Observers {
    private final CyclicBarrier allAtWork = new CyclicBarrier(THREADS);

    void push(
        @Observes @Webhook("push") String body,
        Delivery before,
        Instance<Audit> audit,
        Notebook seen)
        throws InterruptedException, BrokenBarrierException, TimeoutException {
      allAtWork.await(3, TimeUnit.MINUTES);
      seen.write(
          String.join(
              " ", body, before.id().orElseThrow(), audit.get().delivery.id().orElseThrow()));
    }
  }
}
