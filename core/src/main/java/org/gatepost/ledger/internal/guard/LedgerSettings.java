package org.gatepost.ledger.internal.guard;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.gatepost.internal.DurationRange;
import org.gatepost.internal.Messages;
import org.gatepost.internal.Nearest;
import org.gatepost.internal.param.DurationParam;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.jcache.JcacheLedger;
import org.gatepost.ledger.jdbc.JdbcLedger;
import org.gatepost.ledger.memory.MemoryLedger;
import org.gatepost.signature.Scheme;

/**
 * The init-params on the ledger.
 *
 * @param text what {@code ledger} says
 * @param dataSource the name of the database's data source; empty if there is no database
 * @param lookup where that name leads to
 * @param cache the name of the cache; empty if there is none
 * @param cacheManager where the cache's manager is
 * @param remember how long a delivery is remembered
 * @param recurring whether a finished one is not, for an equal request is another event then
 * @param lease how long a claim is in force
 * @param joins whether a delivery may be claimed in the transaction of its only observer
 * @param fresh how long a copy of a delivery can be fresh
 */
public record LedgerSettings(
    String text,
    Optional<String> dataSource,
    Lookup lookup,
    Optional<String> cache,
    String cacheManager,
    Duration remember,
    boolean recurring,
    Duration lease,
    boolean joins,
    Duration fresh) {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  /** The init-param that is a key of a scheme too. */
  public static final String REMEMBER = "remember";

  private static final String CACHE_MANAGER = "cache-manager";
  private static final String CLAIM = "claim";
  private static final String AUTO = "auto";
  private static final String BY_LEASE = "lease";

  public static final Set<String> OWN = Set.of("ledger", CACHE_MANAGER, REMEMBER, "lease", CLAIM);

  private static final String JDBC = "jdbc:";
  private static final String JCACHE = "jcache:";
  private static final String DEFAULT_CACHE_MANAGER = "payara/CacheManager";
  private static final int MEMORY_CAPACITY = 1_000_000;
  private static final Duration DEFAULT_REMEMBER = Duration.ofDays(3);
  private static final DurationParam LEASE =
      new DurationParam(
          "lease",
          new DurationRange(Duration.ofSeconds(10), Duration.ofDays(1), false),
          Duration.ofMinutes(15));

  public static LedgerSettings read(
      Map<String, String> params, Scheme scheme, String source, Lookup lookup) {
    String text = params.getOrDefault("ledger", "memory").strip();
    Optional<String> dataSource = after(JDBC, text);
    Optional<String> cache = after(JCACHE, text);
    if (dataSource.isEmpty() && cache.isEmpty() && !Set.of("memory", "none").contains(text)) {
      throw new InvalidSettingException(
          Messages.invalidInitParam(
              "ledger",
              source,
              "must be memory, jdbc:JNDI-NAME, jcache:CACHE-NAME or none, was ["
                  + text
                  + "]"
                  + Nearest.hint(text, Set.of("memory", "none"))));
    }
    String cacheManager = cacheManager(params, cache.isPresent(), source);
    Optional<Duration> remember = scheme.remember();
    boolean recurring = remember.isPresent() && remember.get().isZero();
    Duration lease = LEASE.read(params, source);
    LedgerSettings settings =
        new LedgerSettings(
            text,
            dataSource,
            lookup,
            cache,
            cacheManager,
            // What is not finished is remembered all the same, with its receipts.
            recurring ? DEFAULT_REMEMBER : remember.orElse(DEFAULT_REMEMBER),
            recurring,
            lease,
            joins(params, source),
            // Signed as far ahead as may be, a copy is fresh until twice the tolerance later,
            // inclusive; and up to a second more where the signed time is in whole seconds.
            scheme.tolerance().map(t -> t.multipliedBy(2).plusSeconds(1)).orElse(Duration.ZERO));
    if (scheme.tolerance().isPresent()
        && !text.equals("none")
        && settings.remember.compareTo(scheme.tolerance().get().multipliedBy(2)) < 0) {
      throw new InvalidSettingException(
          Messages.rememberTooShort(source, settings.remember, scheme.tolerance().get()));
    }
    return settings;
  }

  private static boolean joins(Map<String, String> params, String source) {
    String text = params.getOrDefault(CLAIM, AUTO).strip();
    if (!Set.of(AUTO, BY_LEASE).contains(text)) {
      throw new InvalidSettingException(
          Messages.invalidInitParam(
              CLAIM,
              source,
              "must be auto or lease, was ["
                  + text
                  + "]"
                  + Nearest.hint(text, Set.of(AUTO, BY_LEASE))));
    }
    return text.equals(AUTO);
  }

  /** Those init-params that a source with these has no use for. */
  public static Set<String> idle(Map<String, String> params) {
    boolean inCache = after(JCACHE, params.getOrDefault("ledger", "").strip()).isPresent();
    return inCache ? Set.of() : Set.of(CACHE_MANAGER);
  }

  private static Optional<String> after(String prefix, String text) {
    return text.startsWith(prefix)
        ? Optional.of(text.substring(prefix.length()).strip()).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  private static String cacheManager(Map<String, String> params, boolean inCache, String source) {
    String name = params.getOrDefault(CACHE_MANAGER, DEFAULT_CACHE_MANAGER).strip();
    if (name.isEmpty() || (params.containsKey(CACHE_MANAGER) && !inCache)) {
      throw new InvalidSettingException(
          Messages.invalidInitParam(
              CACHE_MANAGER,
              source,
              "must be a JNDI name or caching-provider, and go with ledger = jcache:CACHE-NAME,"
                  + " was ["
                  + name
                  + "]"));
    }
    if (inCache) {
      try {
        Class.forName("javax.cache.Cache", false, LedgerSettings.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new InvalidSettingException(Messages.noJcache(source), e);
      }
    }
    return name;
  }

  /**
   * The ledger.
   *
   * @param source whose it is
   * @param ledgerSource what the ledger calls that
   * @param observes whether nothing is enforced; then nobody else's ledger is asked
   * @param probes what the application's sources ask their databases
   */
  public LedgerWatch open(
      String source, String ledgerSource, boolean observes, Clock clock, LedgerProbes probes) {
    Duration retention = remember.compareTo(fresh) < 0 ? fresh : remember;
    LedgerWatch.Store store = LedgerWatch.Store.MEMORY;
    Ledger ledger;
    if (text.equals("none")) {
      ledger = Ledger.none();
    } else if (observes || (dataSource.isEmpty() && cache.isEmpty())) {
      ledger = MemoryLedger.of(new MemoryLedger.Settings(MEMORY_CAPACITY, retention, lease), clock);
    } else {
      ledger =
          dataSource.isPresent()
              ? inDatabase(dataSource.get(), source, ledgerSource, retention, clock, probes)
              : inCache(cache.orElseThrow(), source, retention, clock);
      store = LedgerWatch.Store.REMOTE;
    }
    return new LedgerWatch(ledger, store, source, joins, clock);
  }

  private Ledger inDatabase(
      String name,
      String source,
      String ledgerSource,
      Duration retention,
      Clock clock,
      LedgerProbes probes) {
    NamedDataSource database = new NamedDataSource(name, lookup);
    Ledger ledger = JdbcLedger.of(database, retention, lease, clock);
    String trouble =
        new LedgerProbe(database, ledger, source, ledgerSource, LedgerProbe.PATIENCE)
            .trouble(probes);
    if (!trouble.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, Messages.ledgerNotReady(source, text, trouble));
    }
    return ledger;
  }

  private Ledger inCache(String name, String source, Duration retention, Clock clock) {
    return new JcacheLedger(
        new LedgerCache(source, cacheManager, name, retention, lease), retention, lease, clock);
  }

  /** What an operator should know of a scheme's deliveries that are told apart here. */
  public List<String> warnings(Scheme scheme, String source) {
    if (text.equals("none") || scheme.key().equals("none")) {
      return List.of();
    }
    List<String> warnings = new ArrayList<>();
    if (recurring) {
      warnings.add(Messages.recurring(source));
    }
    if (scheme.takesEqualBodiesForOne()) {
      warnings.add(Messages.equalBodies(source));
    }
    return warnings;
  }

  /** What an operator wants to know at start. */
  public String summary() {
    return "ledger " + text + ", remember " + (recurring ? "none" : remember) + ", lease " + lease;
  }
}
