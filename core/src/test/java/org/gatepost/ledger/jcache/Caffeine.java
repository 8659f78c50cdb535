package org.gatepost.ledger.jcache;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.gatepost.ledger.Ledger;

/** Ledgers in caches of Caffeine: a provider within one process. */
final class Caffeine {
  private Caffeine() {}

  static CacheManager manager() {
    return Caching.getCachingProvider(
            "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
        .getCacheManager();
  }

  static Ledger ledger(Duration remember, Duration lease, Clock clock) {
    String name = UUID.randomUUID().toString();
    Cache<String, String> cache =
        manager().createCache(name, JcacheLedger.configuration(remember, lease));
    return new JcacheLedger(() -> cache, remember, lease, clock);
  }
}
