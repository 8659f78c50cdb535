package org.gatepost.ledger.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * What threads may do with a ledger and its clock, each with the claims that it was granted itself.
 * Answers are without tokens, which may differ between ledgers.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
public abstract class LedgerOperations {
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration REMEMBER = Duration.ofSeconds(30);
  private static final int MAX_THREADS = 8;

  private final AtomicLong millis = new AtomicLong();
  private final Claim.Granted[][] held = new Claim.Granted[MAX_THREADS][2];
  private final Ledger ledger;

  LedgerOperations(BiFunction<MemoryLedger.Settings, Clock, Ledger> ledger) {
    this.ledger =
        ledger.apply(new MemoryLedger.Settings(100, REMEMBER, LEASE), new Counter(millis));
  }

  /** A clock that is a number. */
  private static final class Counter extends Clock {
    private final AtomicLong millis;

    Counter(AtomicLong millis) {
      this.millis = millis;
    }

    @Override
    public long millis() {
      return millis.get();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Operation
  public String claim(@Param(gen = ThreadIdGen.class) int thread, @Param(name = "key") int key) {
    Claim claim = ledger.claim(new DeliveryKey("s", key == 0 ? "a" : "b"));
    if (claim instanceof Claim.Granted granted) {
      held[thread][key] = granted;
      return "granted " + granted.attempt();
    }
    return claim instanceof Claim.Busy ? "busy" : "done";
  }

  @Operation
  public boolean hasReceipt(
      @Param(gen = ThreadIdGen.class) int thread, @Param(name = "key") int key) {
    Claim.Granted claim = held[thread][key];
    return claim != null && ledger.hasReceipt(claim, "c");
  }

  @Operation
  public boolean giveReceipt(
      @Param(gen = ThreadIdGen.class) int thread, @Param(name = "key") int key) {
    Claim.Granted claim = held[thread][key];
    return claim != null && ledger.giveReceipt(claim, "c");
  }

  @Operation
  public boolean complete(
      @Param(gen = ThreadIdGen.class) int thread, @Param(name = "key") int key) {
    Claim.Granted claim = held[thread][key];
    return claim != null && ledger.complete(claim);
  }

  @Operation
  public void release(@Param(gen = ThreadIdGen.class) int thread, @Param(name = "key") int key) {
    Claim.Granted claim = held[thread][key];
    if (claim != null) {
      ledger.release(claim);
    }
  }

  @Operation
  public void waitForTheEndOfALease() {
    millis.addAndGet(LEASE.toMillis());
  }

  @Operation
  public void waitUntilForgotten() {
    millis.addAndGet(REMEMBER.toMillis());
  }
}
