package org.gatepost.ledger.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.fixture.DelegatingLedger;
import org.gatepost.ledger.memory.MemoryLedger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a ledger that does not answer costs those who ask it. */
@Timeout(600)
public class LedgerWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STALL = Duration.ofSeconds(2);
  private static final Duration TRY = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofDays(10);

  @RegisterExtension final Log log = new Log();

  private final SettableClock clock = new SettableClock(NOW);
  private final Store store = new Store(100);
  private final LedgerWatch watch = new LedgerWatch(store, LedgerWatch.Store.REMOTE, "hook", clock);
  private int keys;

  /** A store that can be out of reach, and keep those waiting who ask. */
  private final class Store extends DelegatingLedger {
    private final AtomicInteger asked = new AtomicInteger();
    private final Ledger ledger;
    private volatile boolean down;
    private volatile @Nullable CountDownLatch barrier;

    Store(int capacity) {
      ledger = MemoryLedger.of(new MemoryLedger.Settings(capacity, LONG, LONG), clock);
    }

    @Override
    protected Ledger ledger() {
      CountDownLatch keptBy = barrier;
      asked.incrementAndGet();
      if (keptBy != null) {
        try {
          keptBy.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      if (down) {
        throw new LedgerException("connection refused");
      }
      return ledger;
    }

    @Override
    public boolean joinsTransactions() {
      return true;
    }
  }

  private DeliveryKey key() {
    return new DeliveryKey("hook", "d-" + ++keys);
  }

  private Claim.Granted granted(DeliveryKey key) {
    return (Claim.Granted) watch.claim(key);
  }

  private void fails() {
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> watch.claim(key()));
  }

  /** Asks in another thread, until the store keeps it waiting. */
  private CompletableFuture<Claim> waits() throws Exception {
    int before = store.asked.get();
    DeliveryKey key = key();
    CompletableFuture<Claim> claim = CompletableFuture.supplyAsync(() -> watch.claim(key));
    Await.until(() -> store.asked.get() == before + 1);
    return claim;
  }

  private int asked() {
    return store.asked.get();
  }

  @Test
  void storeThatFailedIsLeftAloneForASecond() {
    store.down = true;
    fails();
    assertThat(watch.isDown()).isTrue();

    clock.advance(PAUSE.minus(MILLI));
    fails();
    assertThat(asked()).isEqualTo(1);
    clock.advance(MILLI);
    fails();
    assertThat(asked()).isEqualTo(2);
    clock.advance(PAUSE.minus(MILLI));
    fails();
    assertThat(asked()).isEqualTo(2);
    clock.advance(MILLI.plus(MILLI));
    fails();
    assertThat(asked()).isEqualTo(3);
  }

  @Test
  void logSaysOnceThatItIsDownAndOnceThatItIsBack() {
    store.down = true;
    for (int i = 0; i < 5; i++) {
      fails();
      clock.advance(PAUSE.dividedBy(2));
    }
    store.down = false;
    clock.advance(PAUSE);
    granted(key());
    granted(key());

    assertThat(watch.isDown()).isFalse();
    assertThat(log.lines("GP024"))
        .singleElement()
        .asString()
        .contains("source [hook]")
        .endsWith("connection refused");
    assertThat(log.lines("GP065"))
        .singleElement()
        .asString()
        .contains("source [hook]", "5 were sent away since " + NOW);
  }

  @Test
  void secondOutageIsLoggedToo() {
    for (int i = 0; i < 2; i++) {
      store.down = true;
      fails();
      store.down = false;
      clock.advance(PAUSE);
      granted(key());
    }
    assertThat(log.lines("GP024")).hasSize(2);
    assertThat(log.lines("GP065")).hasSize(2).allMatch(line -> line.contains(" 1 were sent away"));
  }

  @Test
  void oneAtATimeTriesAgain() throws Exception {
    store.down = true;
    fails();
    clock.advance(PAUSE);
    CountDownLatch barrier = new CountDownLatch(1);
    store.barrier = barrier;
    store.down = false;
    CompletableFuture<Claim> first = waits();
    fails();
    clock.advance(TRY.minus(MILLI));
    fails();
    assertThat(asked()).isEqualTo(2);
    clock.advance(MILLI);
    CompletableFuture<Claim> second = waits();
    fails();
    assertThat(asked()).isEqualTo(3);

    barrier.countDown();
    assertThat(first.get(3, TimeUnit.MINUTES)).isInstanceOf(Claim.Granted.class);
    assertThat(second.get(3, TimeUnit.MINUTES)).isInstanceOf(Claim.Granted.class);
    assertThat(watch.isDown()).isFalse();
    assertThat(log.lines("GP065")).hasSize(1);
  }

  @Test
  void nobodyJoinsThoseWhoHaveWaitedForTwoSeconds() throws Exception {
    CountDownLatch barrier = new CountDownLatch(1);
    store.barrier = barrier;
    CompletableFuture<Claim> first = waits();
    clock.advance(STALL.minus(MILLI));
    CompletableFuture<Claim> second = waits();
    assertThat(watch.isDown()).isFalse();
    clock.advance(MILLI);
    fails();
    fails();

    assertThat(asked()).isEqualTo(2);
    assertThat(watch.isDown()).isTrue();
    assertThat(log.lines("GP024"))
        .singleElement()
        .asString()
        .endsWith("it has not answered for 2 seconds");
    barrier.countDown();
    first.get(3, TimeUnit.MINUTES);
    second.get(3, TimeUnit.MINUTES);
    granted(key());
    assertThat(watch.isDown()).isFalse();
    assertThat(log.lines("GP065")).singleElement().asString().contains(" 2 were sent away");
  }

  @Test
  void storeThatIsSeldomAskedIsNotTakenForOneThatKeepsItsCallersWaiting() throws Exception {
    granted(key());
    clock.advance(LONG.dividedBy(2));
    CountDownLatch barrier = new CountDownLatch(1);
    store.barrier = barrier;
    CompletableFuture<Claim> first = waits();
    CompletableFuture<Claim> second = waits();

    barrier.countDown();
    first.get(3, TimeUnit.MINUTES);
    second.get(3, TimeUnit.MINUTES);
    assertThat(log.lines("GP024")).isEmpty();
  }

  @Test
  void answersInBetweenShowThatTheStoreIsOnlySlow() throws Exception {
    CountDownLatch barrier = new CountDownLatch(1);
    store.barrier = barrier;
    CompletableFuture<Claim> slow = waits();
    store.barrier = null;
    for (int i = 0; i < 3; i++) {
      clock.advance(STALL.minus(MILLI));
      granted(key());
    }
    barrier.countDown();
    slow.get(3, TimeUnit.MINUTES);
    assertThat(log.lines("GP024")).isEmpty();
  }

  @Test
  void failureOfWhoAskedBeforeTheStoreCameBackIsNoNewOutage() throws Exception {
    CountDownLatch barrier = new CountDownLatch(1);
    store.barrier = barrier;
    CompletableFuture<Claim> late = waits();
    store.barrier = null;
    store.down = true;
    fails();
    store.down = false;
    clock.advance(PAUSE);
    granted(key());
    store.down = true;
    barrier.countDown();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> late.get(3, TimeUnit.MINUTES))
        .withCauseInstanceOf(LedgerException.class);
    assertThat(watch.isDown()).isFalse();
    assertThat(log.lines("GP024")).hasSize(1);
  }

  @Test
  void clockThatWasSetBackDoesNotProlongTheOutage() {
    store.down = true;
    fails();
    store.down = false;
    clock.advance(LONG.negated());

    granted(key());
    assertThat(watch.isDown()).isFalse();
  }

  @Test
  void workThatIsDoneIsRecordedThoughTheStoreIsKnownToBeDown() {
    Claim.Granted first = granted(key());
    Claim.Granted second = granted(key());
    store.down = true;
    fails();
    store.down = false;

    assertThat(watch.giveReceipt(first, "a")).isTrue();
    assertThat(watch.hasReceipt(first, "a")).isTrue();
    assertThat(watch.complete(first)).isTrue();
    watch.release(second);
    assertThat(watch.isDown()).isTrue();
    clock.advance(PAUSE);
    assertThat(granted(second.key()).attempt()).isEqualTo(2);
    assertThat(watch.joinsTransactions()).isTrue();
  }

  @Test
  void claimThatCouldNotBeEndedIsEndedByTheNextThatGetsThrough() {
    Claim.Granted finished = granted(key());
    Claim.Granted givenBack = granted(key());
    Claim.Granted other = granted(key());
    store.down = true;
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> watch.complete(finished));
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> watch.release(givenBack));
    store.down = false;

    assertThat(granted(givenBack.key()).attempt()).isEqualTo(2);
    assertThat(watch.claim(finished.key())).isEqualTo(new Claim.Done());
    assertThat(watch.claim(other.key())).isInstanceOf(Claim.Busy.class);
    int before = asked();
    assertThat(watch.claim(other.key())).isInstanceOf(Claim.Busy.class);
    assertThat(asked()).isEqualTo(before + 1);
  }

  @Test
  void tooManyUnendedClaimsAreLeftToTheirLeases() {
    UnendedClaims unended = new UnendedClaims();
    Claim.Granted claim = new Claim.Granted(key(), 1, 1);
    for (int i = 0; i < 1001; i++) {
      unended.add(claim, i % 2 == 0);
    }
    assertThat(unended.end(store)).isTrue();
    assertThat(asked()).isEqualTo(1000);
    assertThat(unended.end(store)).isFalse();
    unended.add(claim, true);
    unended.add(claim, false);
    store.down = true;
    assertThat(unended.end(store)).isFalse();
    assertThat(asked()).isEqualTo(1001);
    store.down = false;
    assertThat(unended.end(store)).isTrue();
    assertThat(asked()).isEqualTo(1002);
  }

  @Test
  void fullMemoryIsLoggedOnceAndStillAnswersForWhatItKnows() {
    Duration minute = Duration.ofMinutes(1);
    LedgerWatch memory =
        new LedgerWatch(
            MemoryLedger.of(new MemoryLedger.Settings(1, minute, minute), clock),
            LedgerWatch.Store.MEMORY,
            "hook",
            clock);
    Claim.Granted only = (Claim.Granted) memory.claim(key());
    memory.complete(only);
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> memory.claim(key()));
      assertThat(memory.claim(only.key())).isEqualTo(new Claim.Done());
    }
    assertThat(memory.isDown()).isTrue();
    clock.advance(minute.minus(MILLI));
    assertThat(memory.claim(only.key())).isEqualTo(new Claim.Done());
    clock.advance(PAUSE);
    assertThat(memory.claim(key())).isInstanceOf(Claim.Granted.class);
    assertThat(memory.isDown()).isFalse();

    assertThat(log.lines("GP024")).singleElement().asString().contains("full");
    assertThat(log.lines("GP065")).singleElement().asString().contains(" 3 were sent away");
  }

  @Test
  void memoryThatIsFullAgainAtOnceIsStillFull() {
    Duration seconds = Duration.ofSeconds(10);
    LedgerWatch memory =
        new LedgerWatch(
            MemoryLedger.of(new MemoryLedger.Settings(1, seconds, seconds), clock),
            LedgerWatch.Store.MEMORY,
            "hook",
            clock);
    memory.claim(key());
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> memory.claim(key()));
      clock.advance(seconds.multipliedBy(2).plus(PAUSE));
      memory.claim(key());
      assertThat(memory.isDown()).isTrue();
    }
    assertThat(log.lines("GP024")).hasSize(1);
  }

  @Test
  void everythingElseIsAsTheLedgerHasIt() {
    LedgerWatch memory = new LedgerWatch(store.ledger, LedgerWatch.Store.MEMORY, "hook", clock);
    Claim.Granted claim = granted(key());

    assertThat(watch.joinsTransactions()).isTrue();
    assertThat(memory.joinsTransactions()).isFalse();
    assertThat(watch.hasReceipt(claim, "a")).isFalse();
    assertThat(watch.giveReceipt(claim, "a")).isTrue();
    assertThat(watch.giveReceipt(claim, "a")).isFalse();
    assertThat(watch.hasReceipt(claim, "a")).isTrue();
    assertThat(watch.giveLastReceipt(claim, "a")).isEqualTo(Ledger.Recorded.NOTHING);
    assertThat(watch.giveLastReceipt(claim, "b")).isEqualTo(Ledger.Recorded.RECEIPT);
    assertThat(watch.complete(claim)).isTrue();
    assertThat(watch.complete(claim)).isFalse();
  }
}
