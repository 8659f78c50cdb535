package org.gatepost;

import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where names in a source's settings lead to: {@code config:NAME} of secrets to MicroProfile
 * Config, {@code jdbc:NAME} of ledgers to JNDI, unless the application says otherwise. One that
 * runs without such a server, as with Spring Boot, gives its own functions. Immutable; its
 * functions are called by several threads.
 */
public final class Lookup {
  private static final Lookup BY_SERVER = new Lookup(null, null);

  private final @Nullable Function<String, @Nullable String> config;
  private final @Nullable Function<String, @Nullable DataSource> dataSources;

  private Lookup(
      @Nullable Function<String, @Nullable String> config,
      @Nullable Function<String, @Nullable DataSource> dataSources) {
    this.config = config;
    this.dataSources = dataSources;
  }

  /** {@return the server's own: MicroProfile Config and JNDI} */
  public static Lookup byServer() {
    return BY_SERVER;
  }

  /**
   * Likewise, with another place for {@code config:NAME}.
   *
   * @param newConfig the secret of a name, or null if it is not set; called when a source starts,
   *     and again while {@code missing-secret = refuse} waits for it. If it throws, the secret
   *     counts as not set, and nothing of the exception but its class is shown
   * @return a lookup that asks this function and no longer the server
   */
  public Lookup withConfig(Function<String, @Nullable String> newConfig) {
    return new Lookup(newConfig, dataSources);
  }

  /**
   * Likewise, with another place for {@code jdbc:NAME}.
   *
   * @param newDataSources the data source of a name, or null if there is none; called when a source
   *     starts, and again with later deliveries until it has returned one
   * @return a lookup that asks this function and no longer the server
   */
  public Lookup withDataSources(Function<String, @Nullable DataSource> newDataSources) {
    return new Lookup(config, newDataSources);
  }

  /** {@return what the application gives for {@code config:NAME}; empty if it is the server's} */
  public Optional<Function<String, @Nullable String>> config() {
    return Optional.ofNullable(config);
  }

  /** {@return what the application gives for {@code jdbc:NAME}; empty if it is the server's} */
  public Optional<Function<String, @Nullable DataSource>> dataSources() {
    return Optional.ofNullable(dataSources);
  }
}
