package org.gatepost.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many ask at once, one holds a delivery at a time; each store is a subclass. */
@Timeout(60)
public abstract class LedgerRaceContractTest {
  public static final int THREADS = 64;
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");

  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
  public final SettableClock clock = new SettableClock(Instant.EPOCH);
  private Ledger ledger;

  /** An empty ledger with room for a hundred thousand deliveries. */
  public abstract Ledger ledger(Duration remember, Duration lease, Clock clock);

  /** How often most races are run: in a database less often but in {@link IsolationCampaign}. */
  protected int rounds() {
    return 30;
  }

  @BeforeEach
  void openLedger() {
    ledger = ledger(Duration.ofHours(1), Duration.ofMinutes(5), clock);
  }

  @AfterEach
  void stopThreads() {
    executor.shutdownNow();
  }

  @Test
  void oneOfManyCopiesIsGranted() throws Exception {
    for (int round = 0; round < rounds(); round++) {
      DeliveryKey key = new DeliveryKey("github", "round " + round);

      List<Claim> claims = atOnce(thread -> ledger.claim(key));

      assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
      assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(THREADS - 1);
    }
  }

  @Test
  void oneOfManyTakesOverAClaimThatRanOut() throws Exception {
    ledger.claim(KEY);
    for (int round = 0; round < rounds(); round++) {
      clock.advance(Duration.ofMinutes(5));

      assertThat(atOnce(thread -> ledger.claim(KEY)))
          .filteredOn(Claim.Granted.class::isInstance)
          .hasSize(1);
    }
  }

  @Test
  void oneOfManyIsGrantedWhatHasBeenForgotten() throws Exception {
    for (int round = 0; round < 20; round++) {
      ledger.claim(KEY);
      clock.advance(Duration.ofHours(2));

      List<Claim> claims = atOnce(thread -> ledger.claim(KEY));

      assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
      assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(THREADS - 1);
      clock.advance(Duration.ofHours(2));
    }
  }

  @Test
  void oneHoldsADeliveryAtATime() throws Exception {
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger grants = new AtomicInteger();

    List<Integer> most =
        atOnce(
            thread -> {
              int seen = 0;
              for (int round = 0; round < 3 * rounds(); round++) {
                if (ledger.claim(KEY) instanceof Claim.Granted claim) {
                  seen = Math.max(seen, holders.incrementAndGet());
                  grants.incrementAndGet();
                  Thread.onSpinWait();
                  holders.decrementAndGet();
                  ledger.release(claim);
                }
              }
              return seen;
            });

    assertThat(most).allMatch(seen -> seen <= 1).contains(1);
    assertThat(ledger.claim(KEY))
        .isInstanceOfSatisfying(
            Claim.Granted.class, c -> assertThat(c.attempt()).isEqualTo(grants.get() + 1));
  }

  @Test
  void everyOneOfManyDeliveriesIsFinishedOnce() throws Exception {
    int deliveries = 7 * rounds();
    List<AtomicInteger> finished = new ArrayList<>();
    for (int i = 0; i < deliveries; i++) {
      finished.add(new AtomicInteger());
    }

    atOnce(
        thread -> {
          for (int i = 0; i < deliveries; i++) {
            int delivery = (i + thread * 7) % deliveries;
            Claim claim = ledger.claim(new DeliveryKey("github", "delivery " + delivery));
            if (claim instanceof Claim.Granted granted && ledger.complete(granted)) {
              finished.get(delivery).incrementAndGet();
            }
          }
          return null;
        });

    assertThat(finished).allMatch(times -> times.get() == 1);
  }

  @Test
  void oneOfManyCompletionsOfAClaimCounts() throws Exception {
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);

    assertThat(atOnce(thread -> ledger.complete(claim))).containsOnlyOnce(true);
  }

  public interface Racer<T> {
    T run(int thread) throws Exception;
  }

  protected <T> List<T> atOnce(Racer<T> racer) throws Exception {
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      Callable<T> task =
          () -> {
            ready.countDown();
            ready.await();
            return racer.run(thread);
          };
      futures.add(executor.submit(task));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }
}
