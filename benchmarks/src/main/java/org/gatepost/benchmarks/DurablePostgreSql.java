package org.gatepost.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL as it is by default, other than what is embedded. */
public final class DurablePostgreSql {
  private DurablePostgreSql() {}

  /** {@return a builder of servers on which a commit is on the disk before it is told} */
  public static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on");
  }
}
