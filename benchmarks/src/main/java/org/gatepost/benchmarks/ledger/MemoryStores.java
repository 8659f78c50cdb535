package org.gatepost.benchmarks.ledger;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.memory.MemoryLedger;
import org.springframework.integration.metadata.SimpleMetadataStore;

/** The memory ledger and what a user would take instead. */
final class MemoryStores {
  private static final String CLAIMED = "claimed";
  private static final String FINISHED = "finished";

  private MemoryStores() {}

  /**
   * An empty store.
   *
   * @param name {@code gatepost}, {@code gatepost-receipt}, which also asks for and gives one
   *     consumer's receipt, {@code caffeine}, {@code camel} or {@code spring}
   * @param remembered how many deliveries it is to hold
   */
  static Store of(String name, int remembered, PassingClock clock) {
    return switch (name) {
      case "gatepost" -> gatepost(ledger(remembered, clock));
      case "gatepost-receipt" -> withReceipt(ledger(remembered, clock));
      case "caffeine" -> caffeine(remembered, clock);
      case "camel" -> camel(remembered);
      case "spring" -> spring();
      default -> throw new IllegalArgumentException("there is no store " + name);
    };
  }

  private static Ledger ledger(int remembered, PassingClock clock) {
    return MemoryLedger.of(
        new MemoryLedger.Settings(
            Integer.MAX_VALUE, PassingClock.timeOf(remembered), Duration.ofMinutes(15)),
        clock);
  }

  static Store gatepost(Ledger ledger) {
    return id ->
        ledger.claim(new DeliveryKey("github", id)) instanceof Claim.Granted granted
            && ledger.complete(granted);
  }

  static Store withReceipt(Ledger ledger) {
    return id ->
        ledger.claim(new DeliveryKey("github", id)) instanceof Claim.Granted granted
            && !ledger.hasReceipt(granted, "consumer")
            && ledger.giveReceipt(granted, "consumer")
            && ledger.complete(granted);
  }

  private static Store caffeine(int remembered, PassingClock clock) {
    ConcurrentMap<String, String> seen =
        Caffeine.newBuilder()
            .expireAfterWrite(PassingClock.timeOf(remembered))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .<String, String>build()
            .asMap();
    return id -> seen.putIfAbsent(id, CLAIMED) == null && seen.put(id, FINISHED) != null;
  }

  private static Store camel(int remembered) {
    var repository = new MemoryIdempotentRepository();
    repository.setCacheSize(remembered);
    repository.start();
    return new Store() {
      @Override
      public boolean pass(String id) {
        return repository.add(id) && repository.confirm(id);
      }

      @Override
      public void close() {
        repository.stop();
      }
    };
  }

  private static Store spring() {
    SimpleMetadataStore store = new SimpleMetadataStore();
    return new Store() {
      @Override
      public boolean pass(String id) {
        boolean isNew = store.putIfAbsent(id, CLAIMED) == null;
        if (isNew) {
          store.put(id, FINISHED);
        }
        return isNew;
      }

      @Override
      public boolean forgets() {
        return false;
      }

      @Override
      public void remove(String id) {
        store.remove(id);
      }
    };
  }
}
