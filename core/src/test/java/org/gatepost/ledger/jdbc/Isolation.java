package org.gatepost.ledger.jdbc;

import javax.sql.DataSource;
import org.gatepost.ledger.jdbc.fixture.H2;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.jspecify.annotations.Nullable;

/** Every isolation level of every kind of database. */
enum Isolation {
  POSTGRESQL_READ_COMMITTED(Database.POSTGRESQL, "READ COMMITTED"),
  POSTGRESQL_REPEATABLE_READ(Database.POSTGRESQL, "REPEATABLE READ"),
  POSTGRESQL_SERIALIZABLE(Database.POSTGRESQL, "SERIALIZABLE"),
  H2_READ_UNCOMMITTED(Database.H2, "READ UNCOMMITTED"),
  H2_READ_COMMITTED(Database.H2, "READ COMMITTED"),
  H2_REPEATABLE_READ(Database.H2, "REPEATABLE READ"),
  H2_SNAPSHOT(Database.H2, "SNAPSHOT"),
  H2_SERIALIZABLE(Database.H2, "SERIALIZABLE"),
  MARIADB_READ_UNCOMMITTED(Database.MARIADB, "READ UNCOMMITTED"),
  MARIADB_READ_COMMITTED(Database.MARIADB, "READ COMMITTED"),
  MARIADB_REPEATABLE_READ(Database.MARIADB, "REPEATABLE READ"),
  MARIADB_SERIALIZABLE(Database.MARIADB, "SERIALIZABLE"),
  MARIADB_SNAPSHOT(Database.MARIADB, "REPEATABLE READ"),
  MARIADB_SNAPSHOT_SERIALIZABLE(Database.MARIADB, "SERIALIZABLE"),
  ANSI_READ_COMMITTED(Database.ANSI, "READ COMMITTED"),
  ANSI_REPEATABLE_READ(Database.ANSI, "REPEATABLE READ"),
  ANSI_SERIALIZABLE(Database.ANSI, "SERIALIZABLE");

  private final Database kind;
  private final String level;

  Isolation(Database kind, String level) {
    this.kind = kind;
    this.level = level;
  }

  /** An empty database. */
  DataSource database(PostgreSql postgreSql, MariaDb mariaDb) {
    return switch (kind) {
      case POSTGRESQL -> postgreSql.schema(level);
      case MARIADB -> mariaDb.database(level, name().startsWith("MARIADB_SNAPSHOT"));
      case H2, ANSI -> H2.database(level);
    };
  }

  /** What the ledger takes the database for, or null if it asks. */
  @Nullable Database dialect() {
    return kind == Database.ANSI ? Database.ANSI : null;
  }

  Database kind() {
    return kind;
  }

  String level() {
    return level;
  }
}
