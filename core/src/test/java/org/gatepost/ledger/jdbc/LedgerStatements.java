package org.gatepost.ledger.jdbc;

import java.util.Set;
import java.util.stream.Collectors;

/** What a ledger's statements are called. */
public final class LedgerStatements {
  private LedgerStatements() {}

  /** The names of all that a ledger asks PostgreSQL while it runs. */
  public static Set<String> ofPostgreSql() {
    return LedgerStatement.all(new JdbcStatements(Database.POSTGRESQL)).stream()
        .map(LedgerStatement::name)
        .collect(Collectors.toSet());
  }
}
