package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Fingerprints;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
class JdbcIdsTest {
  private static final List<UUID> SORTED =
      Stream.of(
              "00000000-0000-0000-0000-000000000000",
              "00000000-0000-0000-8000-000000000000",
              "0000005c-0027-000a-000d-221a3f002020",
              "7fffffff-ffff-ffff-ffff-ffffffffffff",
              "80000000-0000-0000-0000-000000000001",
              "ffffffff-ffff-ffff-ffff-ffffffffff00")
          .map(UUID::fromString)
          .toList();

  private final PostgreSql postgreSql;
  private final MariaDb mariaDb;

  JdbcIdsTest(PostgreSql postgreSql, MariaDb mariaDb) {
    this.postgreSql = postgreSql;
    this.mariaDb = mariaDb;
  }

  private static String hex(UUID id) {
    return id.toString().replace("-", "");
  }

  @Test
  void areTheFirstHalfOfTheFingerprints() {
    DeliveryKey key = new DeliveryKey("github", "sha256:00");
    assertThat(hex(JdbcIds.of(key))).isEqualTo(Fingerprints.of(key).substring(0, 32));
    // FIPS 180-2, appendix B.1: SHA-256 of abc.
    assertThat(hex(JdbcIds.of("abc"))).isEqualTo("ba7816bf8f01cfea414140de5dae2223");
  }

  /** Whatever is in their bytes: zeros at the end, quotes, a back slash. */
  @ParameterizedTest
  @EnumSource(
      value = Isolation.class,
      names = ".*_READ_COMMITTED",
      mode = EnumSource.Mode.MATCH_ANY)
  void areReadAsTheyWereSetInTheirOrder(Isolation isolation) throws Exception {
    try (Connection connection = isolation.database(postgreSql, mariaDb).getConnection()) {
      for (String statement : JdbcTables.script(isolation.kind())) {
        try (PreparedStatement create = connection.prepareStatement(statement)) {
          create.execute();
        }
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO gatepost_source (id, source, application, started_at) VALUES (?, 'a', 'b', 0)")) {
        for (UUID id : SORTED) {
          JdbcIds.set(isolation.kind(), insert, 1, id);
          insert.executeUpdate();
        }
      }
      try (PreparedStatement select =
              connection.prepareStatement("SELECT id FROM gatepost_source ORDER BY id");
          ResultSet row = select.executeQuery()) {
        for (UUID id : SORTED) {
          row.next();
          assertThat(JdbcIds.read(isolation.kind(), row, 1)).isEqualTo(id);
        }
      }
    }
    List<UUID> shuffled = List.of(2, 5, 0, 3, 1, 4).stream().map(SORTED::get).toList();
    assertThat(shuffled.stream().sorted(JdbcIds.ORDER)).containsExactlyElementsOf(SORTED);
  }
}
