package org.gatepost.ledger.internal.guard;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;

/**
 * How many entries a cache of Hazelcast keeps before it evicts some: 10,000 unless told otherwise,
 * which JCache has no word for. Called by reflection, since it is the server's, if it is there.
 */
final class HazelcastEviction {
  private HazelcastEviction() {}

  /** The configuration itself or, for Hazelcast, one with it that never evicts. */
  @SuppressWarnings("unchecked")
  static <K, V> Configuration<K, V> disabled(
      CacheManager manager, CompleteConfiguration<K, V> configuration) {
    if (!manager.getClass().getName().startsWith("com.hazelcast.")) {
      return configuration;
    }
    try {
      Class<?> type =
          Class.forName(
              "com.hazelcast.config.CacheConfig", true, manager.getClass().getClassLoader());
      Object own = type.getConstructor(CompleteConfiguration.class).newInstance(configuration);
      Object eviction = type.getMethod("getEvictionConfig").invoke(own);
      eviction.getClass().getMethod("setSize", int.class).invoke(eviction, Integer.MAX_VALUE);
      return (Configuration<K, V>) own;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Hazelcast is not known: its eviction", e);
    }
  }

  /** The number of entries beyond which a cache of Hazelcast evicts; empty if there is none. */
  static Optional<Integer> limit(CompleteConfiguration<?, ?> configuration) {
    if (!configuration.getClass().getName().startsWith("com.hazelcast.")) {
      return Optional.empty();
    }
    try {
      Object eviction =
          configuration.getClass().getMethod("getEvictionConfig").invoke(configuration);
      Object size = eviction.getClass().getMethod("getSize").invoke(eviction);
      return size.equals(Integer.MAX_VALUE) ? Optional.empty() : Optional.of((Integer) size);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("this version of Hazelcast is not known: its eviction", e);
    }
  }
}
