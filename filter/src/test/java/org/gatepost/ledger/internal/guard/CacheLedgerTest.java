package org.gatepost.ledger.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.CacheConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.naming.Context;
import javax.naming.InitialContext;
import org.apache.naming.java.javaURLContextFactory;
import org.gatepost.InvalidSettingException;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Grid;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.receiver.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter whose ledger is in a cache, which it finds in JNDI as it would in Payara Micro. */
@SuppressWarnings("BanJNDI")
public class CacheLedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String PROVIDER = "javax.cache.spi.CachingProvider";
  private static final String CAFFEINE =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";

  private static final javax.cache.expiry.Duration ENOUGH =
      new javax.cache.expiry.Duration(TimeUnit.SECONDS, Duration.parse("PT1H1M").toSeconds());
  private static final javax.cache.expiry.Duration SHORT =
      new javax.cache.expiry.Duration(TimeUnit.SECONDS, ENOUGH.getDurationAmount() - 1);

  private static final List<Factory<? extends ExpiryPolicy>> TOO_SHORT =
      List.of(
          ModifiedExpiryPolicy.factoryOf(SHORT),
          TouchedExpiryPolicy.factoryOf(SHORT),
          CreatedExpiryPolicy.factoryOf(SHORT),
          AccessedExpiryPolicy.factoryOf(SHORT),
          // What is finished an hour after it came would be forgotten a minute later.
          CreatedExpiryPolicy.factoryOf(ENOUGH),
          AccessedExpiryPolicy.factoryOf(ENOUGH));
  private static final List<Factory<? extends ExpiryPolicy>> LONG_ENOUGH =
      List.of(
          ModifiedExpiryPolicy.factoryOf(ENOUGH),
          TouchedExpiryPolicy.factoryOf(ENOUGH),
          EternalExpiryPolicy.factoryOf());

  private static Grid grid;

  @RegisterExtension final Log log = new Log();

  private final SettableClock clock = new SettableClock(NOW);
  private final AtomicInteger runs = new AtomicInteger();
  private final Map<String, String> params =
      new HashMap<>(
          Map.of(
              "scheme", "broxi",
              "secret", "literal:s3cr3t",
              "remember", "PT1H",
              "lease", "PT1M",
              "ledger", "jcache:hooks"));

  @BeforeAll
  static void startMember() {
    grid = Grid.start(1);
  }

  @AfterAll
  static void stopMember() {
    grid.close();
  }

  @BeforeEach
  void bind() throws Exception {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, javaURLContextFactory.class.getName());
    System.setProperty(Context.URL_PKG_PREFIXES, "org.apache.naming");
    new InitialContext().createSubcontext("payara").bind("CacheManager", grid.manager(0));
  }

  @AfterEach
  void unbind() throws Exception {
    new InitialContext().destroySubcontext("payara");
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    System.clearProperty(Context.URL_PKG_PREFIXES);
    System.clearProperty(PROVIDER);
    grid.manager(0).destroyCache("hooks");
  }

  private Server start() throws Exception {
    return Container.TOMCAT.start(
        new WebApp()
            .guard("hook", clock, params)
            .servlet("/hook", (request, response) -> runs.incrementAndGet()));
  }

  private static int post(Server server, String id) throws Exception {
    String body = "{\"delivery_id\":\"" + id + "\",\"event\":\"e\"}";
    return server.post("/hook", Post.signed("broxi", "s3cr3t", NOW, body)).statusCode();
  }

  @Test
  void deliveryThatOneNodeFinishedIsKnownToAnother() throws Exception {
    try (Server one = start();
        Server other = start()) {
      assertThat(post(one, "d-1")).isEqualTo(200);
      assertThat(post(other, "d-1")).isEqualTo(200);
      assertThat(post(other, "d-2")).isEqualTo(200);
    }
    assertThat(runs).hasValue(2);
    // Neither the first, whose cache it was, nor the second has taken it away.
    assertThat(grid.manager(0).getCache("hooks").isClosed()).isFalse();
    try (Server again = start()) {
      post(again, "d-1");
    }
    assertThat(runs).hasValue(2);
    assertThat(log.lines("GP046")).isEmpty();
  }

  @Test
  void cacheThatIsMadeOnDemandNeverEvicts() throws Exception {
    LedgerCache caches =
        new LedgerCache(
            "hook", "payara/CacheManager", "hooks", Duration.ofHours(1), Duration.ofMinutes(1));
    Ledger ledger =
        new org.gatepost.ledger.jcache.JcacheLedger(
            caches, Duration.ofHours(1), Duration.ofMinutes(1), clock);
    int moreThanHazelcastKeeps = 15_000;

    for (int i = 0; i < moreThanHazelcastKeeps; i++) {
      assertThat(ledger.claim(new DeliveryKey("hook", "" + i))).isInstanceOf(Claim.Granted.class);
    }

    for (int i = 0; i < moreThanHazelcastKeeps; i++) {
      assertThat(ledger.claim(new DeliveryKey("hook", "" + i))).isInstanceOf(Claim.Busy.class);
    }
    CacheConfig<?, ?> config =
        grid.manager(0).getCache("hooks").getConfiguration(CacheConfig.class);
    assertThat(config.getEvictionConfig().getSize()).isEqualTo(Integer.MAX_VALUE);
    assertThat(config.getBackupCount()).isEqualTo(1);
  }

  @Test
  void cacheThatMayEvictIsWarnedOf() throws Exception {
    CacheConfig<String, String> small = new CacheConfig<>("hooks");
    small.setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(ENOUGH));
    small.getEvictionConfig().setSize(5000);
    grid.manager(0).createCache("hooks", small);
    try (Server server = start()) {
      assertThat(post(server, "d-1")).isEqualTo(200);
      assertThat(post(server, "d-2")).isEqualTo(200);
    }
    assertThat(runs).hasValue(2);
    assertThat(log.lines("GP046"))
        .singleElement()
        .asString()
        .contains("source [hook] is in cache [hooks], which evicts beyond 5000 entries");
  }

  @ParameterizedTest
  @FieldSource("TOO_SHORT")
  void cacheThatForgetsTooSoonIsRefused(Factory<? extends ExpiryPolicy> policy) throws Exception {
    grid.manager(0)
        .createCache("hooks", new MutableConfiguration<>().setExpiryPolicyFactory(policy));
    try (Server server = start()) {
      assertThat(post(server, "d-1")).isEqualTo(503);
    }
    assertThat(runs).hasValue(0);
    assertThat(log.lines("GP024").get(0))
        .contains("the entries of cache [hooks] must live", "after each change, that is PT1H1M");
  }

  @ParameterizedTest
  @FieldSource("LONG_ENOUGH")
  void cacheThatIsThereIsUsed(Factory<? extends ExpiryPolicy> policy) throws Exception {
    grid.manager(0)
        .createCache("hooks", new MutableConfiguration<>().setExpiryPolicyFactory(policy));
    try (Server server = start()) {
      assertThat(post(server, "d-1")).isEqualTo(200);
    }
    assertThat(grid.manager(0).getCache("hooks")).hasSize(1);
  }

  @Test
  void managerThatIsNotThereLetsNothingThroughUntilItIs() throws Exception {
    params.put("cache-manager", "elsewhere");
    try (Server server = start()) {
      assertThat(post(server, "d-1")).isEqualTo(503);
      new InitialContext().rebind("elsewhere", grid.manager(0));
      clock.advance(Duration.ofSeconds(1));
      assertThat(post(server, "d-1")).isEqualTo(200);
    } finally {
      new InitialContext().unbind("elsewhere");
    }
    assertThat(runs).hasValue(1);
    assertThat(log.lines("GP024"))
        .singleElement()
        .asString()
        .contains("[elsewhere] must be in JNDI");
  }

  @Test
  void whatIsNoManagerLetsNothingThrough() throws Exception {
    params.put("cache-manager", "elsewhere");
    new InitialContext().rebind("elsewhere", "no manager");
    try (Server server = start()) {
      assertThat(post(server, "d-1")).isEqualTo(503);
    } finally {
      new InitialContext().unbind("elsewhere");
    }
    assertThat(runs).hasValue(0);
    assertThat(log.lines("GP024"))
        .singleElement()
        .asString()
        .contains("[elsewhere] in JNDI must be a javax.cache");
  }

  @Test
  void gridThatEndsLetsNothingThroughUntilThereIsAnother() throws Exception {
    try (Grid first = Grid.start(1);
        Server server = start()) {
      new InitialContext().rebind("payara/CacheManager", first.manager(0));
      assertThat(post(server, "d-1")).isEqualTo(200);
      first.kill(0);
      assertThat(post(server, "d-2")).isEqualTo(503);
      new InitialContext().rebind("payara/CacheManager", grid.manager(0));
      clock.advance(Duration.ofSeconds(1));
      assertThat(post(server, "d-2")).isEqualTo(200);
    }
    assertThat(runs).hasValue(2);
  }

  @Test
  void cacheOfTheCachingProviderIsUsedWhereAskedFor() throws Exception {
    System.setProperty(PROVIDER, CAFFEINE);
    params.put("cache-manager", "caching-provider");
    try (Server server = start()) {
      assertThat(post(server, "d-1")).isEqualTo(200);
      assertThat(post(server, "d-1")).isEqualTo(200);
    }
    assertThat(runs).hasValue(1);
    assertThat(grid.manager(0).getCacheNames()).isEmpty();
  }

  @Test
  void observingAsksNoCache() throws Exception {
    params.put("mode", "observe");
    try (Server server = start()) {
      assertThat(post(server, "d-1")).isEqualTo(200);
    }
    assertThat(grid.manager(0).getCacheNames()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "none", "jdbc:x"})
  void cacheManagerGoesWithACache(String ledger) {
    params.putAll(Map.of("ledger", ledger, "cache-manager", "x"));

    assertThat(failure(params))
        .contains("GP003: init-param [cache-manager] of filter [hook] must be a JNDI name")
        .contains("and go with ledger = jcache:CACHE-NAME, was [x]");
  }

  @Test
  void cacheManagerMustNotBeBlank() {
    params.put("cache-manager", " ");

    assertThat(failure(params)).contains("GP003: init-param [cache-manager]", "was []");
  }

  private static String failure(Map<String, String> params) {
    try {
      Settings.read("hook", params);
      return "started";
    } catch (InvalidSettingException e) {
      return e.getMessage();
    }
  }
}
