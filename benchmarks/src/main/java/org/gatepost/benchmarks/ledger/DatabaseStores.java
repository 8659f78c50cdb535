package org.gatepost.benchmarks.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.jdbc.JdbcLedger;
import org.springframework.core.io.ClassPathResource;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The ledger in a database, and what a user would take instead. */
final class DatabaseStores {
  private DatabaseStores() {}

  /**
   * An empty store in an empty PostgreSQL.
   *
   * @param name {@code insert}, which is the floor, {@code gatepost}, {@code gatepost-receipt},
   *     {@code camel} or {@code spring}
   */
  static Store of(String name, DataSource database) throws Exception {
    return switch (name) {
      case "insert" -> insert(database);
      case "gatepost" -> MemoryStores.gatepost(ledger(database));
      case "gatepost-receipt" -> MemoryStores.withReceipt(ledger(database));
      case "camel" -> camel(database);
      case "spring" -> spring(database);
      default -> throw new IllegalArgumentException("there is no store " + name);
    };
  }

  private static Ledger ledger(DataSource database) {
    return JdbcLedger.of(database, Duration.ofDays(3), Duration.ofMinutes(15), Clock.systemUTC());
  }

  /** One row and its commit. */
  private static Store insert(DataSource database) throws SQLException {
    execute(database, "CREATE TABLE seen (id VARCHAR(255) PRIMARY KEY)");
    return id -> {
      try (Connection connection = database.getConnection();
          PreparedStatement statement =
              connection.prepareStatement("INSERT INTO seen (id) VALUES (?)")) {
        statement.setString(1, id);
        return statement.executeUpdate() == 1;
      }
    };
  }

  private static Store camel(DataSource database) throws SQLException {
    var repository = new JdbcMessageIdRepository(database, "benchmark");
    // It looks for its table in the transaction that makes it, which PostgreSQL then has given up.
    repository.setCreateTableIfNotExists(false);
    execute(database, repository.getCreateString());
    repository.start();
    return new Store() {
      @Override
      public boolean pass(String id) {
        return repository.add(id) && repository.confirm(id);
      }

      @Override
      public void close() {
        repository.stop();
      }
    };
  }

  private static Store spring(DataSource database) {
    new ResourceDatabasePopulator(
            new ClassPathResource("org/springframework/integration/jdbc/schema-postgresql.sql"))
        .execute(database);
    JdbcMetadataStore store = new JdbcMetadataStore(database);
    store.afterPropertiesSet();
    return id -> {
      boolean isNew = store.putIfAbsent(id, "claimed") == null;
      if (isNew) {
        store.put(id, "finished");
      }
      return isNew;
    };
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
