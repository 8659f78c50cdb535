package org.gatepost.ledger.internal.guard;

import java.time.Duration;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jcache.JcacheLedger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cache of a ledger each time it is asked, and makes it if it is not there. Closes
 * nothing: the cache is its server's, and other nodes and applications may use it. Thread-safe.
 *
 * <p>Loaded only where a ledger is in a cache: many servers have no JCache.
 */
final class LedgerCache implements Supplier<Cache<String, String>> {
  /** In place of a JNDI name: what {@code Caching.getCachingProvider()} has. */
  static final String PROVIDER = "caching-provider";

  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final String source;
  private final String managerName;
  private final String name;
  private final Duration remember;
  private final Duration lease;

  LedgerCache(String source, String managerName, String name, Duration remember, Duration lease) {
    this.source = source;
    this.managerName = managerName;
    this.name = name;
    this.remember = remember;
    this.lease = lease;
  }

  @Override
  public Cache<String, String> get() {
    CacheManager manager = manager();
    Cache<String, String> cache = manager.getCache(name);
    if (cache == null) {
      cache = create(manager);
    }
    check(cache);
    return cache;
  }

  // The name is the deployer's, and nothing that comes in a request.
  @SuppressWarnings("BanJNDI")
  private CacheManager manager() {
    if (managerName.equals(PROVIDER)) {
      return Caching.getCachingProvider().getCacheManager();
    }
    try {
      if (InitialContext.doLookup(managerName) instanceof CacheManager manager) {
        return manager;
      }
      throw new LedgerException("[" + managerName + "] in JNDI must be a javax.cache.CacheManager");
    } catch (NamingException e) {
      throw new LedgerException(
          "[" + managerName + "] must be in JNDI, as the cache-manager: " + e.getMessage(), e);
    }
  }

  private Cache<String, String> create(CacheManager manager) {
    try {
      return manager.createCache(
          name, HazelcastEviction.disabled(manager, JcacheLedger.configuration(remember, lease)));
    } catch (CacheException e) {
      // Another thread or node may have been faster.
      Cache<String, String> cache = manager.getCache(name);
      if (cache == null) {
        throw e;
      }
      return cache;
    }
  }

  /** Refuses a cache that forgets too soon by its policy, and warns of one that may by its size. */
  @SuppressWarnings("unchecked")
  private void check(Cache<String, String> cache) {
    CompleteConfiguration<String, String> configuration;
    try {
      configuration = cache.getConfiguration(CompleteConfiguration.class);
    } catch (IllegalArgumentException e) {
      // A provider may have configurations of its own only, which cannot be looked into.
      return;
    }
    ExpiryPolicy policy = configuration.getExpiryPolicyFactory().create();
    javax.cache.expiry.Duration created = policy.getExpiryForCreation();
    javax.cache.expiry.Duration updated = policy.getExpiryForUpdate();
    javax.cache.expiry.Duration accessed = policy.getExpiryForAccess();
    // Where a change prolongs nothing, what is finished late would be forgotten early.
    if (!isEnough(created)
        || (updated == null ? !created.isEternal() : !isEnough(updated))
        || (accessed != null && !isEnough(accessed))) {
      throw new LedgerException(
          "the entries of cache ["
              + name
              + "] must live on for at least remember and lease together after each change, that is "
              + remember.plus(lease)
              + ", but it is configured to expire them sooner");
    }
    HazelcastEviction.limit(configuration)
        .ifPresent(
            limit ->
                LOG.log(System.Logger.Level.WARNING, Messages.cacheEvicts(source, name, limit)));
  }

  private boolean isEnough(javax.cache.expiry.@Nullable Duration life) {
    return life != null
        && (life.isEternal()
            || life.getTimeUnit().toMillis(life.getDurationAmount())
                >= remember.plus(lease).toMillis());
  }
}
