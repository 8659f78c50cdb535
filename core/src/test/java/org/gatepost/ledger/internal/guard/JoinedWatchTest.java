package org.gatepost.ledger.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.fixture.DelegatingLedger;
import org.gatepost.ledger.memory.MemoryLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claims in transactions of a ledger that may be out of reach. */
class JoinedWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofDays(10);
  private static final DeliveryKey KEY = new DeliveryKey("hook", "d");

  @RegisterExtension final Log log = new Log();

  private final SettableClock clock = new SettableClock(NOW);
  private final Store store = new Store();
  private final LedgerWatch watch = watch(true);
  private boolean down;
  private boolean grants;

  private LedgerWatch watch(boolean joins) {
    return new LedgerWatch(store, LedgerWatch.Store.REMOTE, "hook", joins, clock);
  }

  /** Grants claims in transactions, or says that they are to be asked for by themselves. */
  private final class Store extends DelegatingLedger {
    private final Ledger memory =
        MemoryLedger.of(new MemoryLedger.Settings(100, LONG, LONG), clock);

    @Override
    protected Ledger ledger() {
      if (down) {
        throw new LedgerException("connection refused");
      }
      return memory;
    }

    @Override
    public boolean claimsInTransactions() {
      return true;
    }

    @Override
    public Optional<Claim.Granted> claimInTransaction(DeliveryKey key, String consumer) {
      ledger();
      return grants ? Optional.of(new Claim.Granted(key, 1, 1)) : Optional.empty();
    }

    @Override
    public int attempts(DeliveryKey key) {
      ledger();
      return 4;
    }
  }

  private void failsInTransaction() {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> watch.claimInTransaction(KEY, "a"));
  }

  private void fails() {
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> watch.claim(KEY));
  }

  /** As where connections do not say that a transaction is running, or there is a row already. */
  @Test
  void claimByItselfEndsAnOutageThoughNoneInATransactionIsGranted() {
    down = true;
    failsInTransaction();
    assertThat(watch.claimsInTransactions()).isFalse();
    down = false;
    clock.advance(PAUSE);
    failsInTransaction();

    assertThat(watch.claim(KEY)).isInstanceOf(Claim.Granted.class);
    assertThat(watch.isDown()).isFalse();
    assertThat(watch.claimsInTransactions()).isTrue();
    assertThat(watch.claimInTransaction(KEY, "a")).isEmpty();
  }

  @Test
  void askingForAttemptsDoesNotKeepAClaimFromTryingAgain() {
    down = true;
    fails();
    down = false;
    clock.advance(PAUSE);
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> watch.attempts(KEY));

    assertThat(watch.claim(KEY)).isInstanceOf(Claim.Granted.class);
    assertThat(watch.attempts(KEY)).isEqualTo(4);
  }

  @Test
  void deliveryIsCountedOnceThatIsSentAway() {
    down = true;
    for (int delivery = 0; delivery < 3; delivery++) {
      assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> watch.attempts(KEY));
      failsInTransaction();
      fails();
    }
    down = false;
    clock.advance(PAUSE);
    watch.claim(KEY);

    assertThat(log.lines("GP024")).hasSize(1);
    assertThat(log.lines("GP065")).singleElement().asString().contains(" 3 were sent away");
  }

  @Test
  void claimIsGrantedInATransaction() {
    grants = true;
    assertThat(watch.claimInTransaction(KEY, "a")).isPresent();
  }

  @Test
  void claimsAreMadeByLeaseIfTheSourceSaysSo() {
    assertThat(watch.claimsInTransactions()).isTrue();
    assertThat(watch(false).claimsInTransactions()).isFalse();
  }
}
