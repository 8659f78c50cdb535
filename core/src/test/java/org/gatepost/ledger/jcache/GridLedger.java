package org.gatepost.ledger.jcache;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.gatepost.fixture.Grid;
import org.gatepost.ledger.DelegatingLedger;
import org.gatepost.ledger.Ledger;

/** One ledger that two nodes of a grid share: what is asked goes to one and the other in turn. */
final class GridLedger extends DelegatingLedger {
  private final List<Ledger> nodes;
  private final AtomicInteger turn = new AtomicInteger();

  /** A ledger in a new cache of a grid of two. */
  GridLedger(Grid grid, Duration remember, Duration lease, Clock clock) {
    String name = UUID.randomUUID().toString();
    grid.manager(0).createCache(name, JcacheLedger.configuration(remember, lease));
    nodes =
        List.of(
            new JcacheLedger(() -> cache(grid.manager(0), name), remember, lease, clock),
            new JcacheLedger(() -> cache(grid.manager(1), name), remember, lease, clock));
  }

  private static Cache<String, String> cache(CacheManager manager, String name) {
    return manager.getCache(name, String.class, String.class);
  }

  Ledger node(int node) {
    return nodes.get(node);
  }

  @Override
  protected Ledger ledger() {
    return nodes.get(turn.getAndIncrement() & 1);
  }
}
