package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatepost.ledger.Claim;

/** Several deliveries, in parts that one statement of a {@link JdbcLedger} is enough for. */
final class Together {
  /** Databases have a bound on the list of an IN: Oracle's is 1000. */
  static final int MAX = 1000;

  /** What claims have in common that are recorded by one statement. */
  private record Common(long token, boolean recurring) {}

  private Together() {}

  /** The parts of a list, in order. */
  static <T> List<List<T>> parts(List<T> all) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MAX) {
      parts.add(all.subList(from, Math.min(all.size(), from + MAX)));
    }
    return parts;
  }

  /** The parts of some claims, those of each with one token: as they were granted together. */
  static List<List<Claim.Granted>> alike(List<Claim.Granted> claims) {
    Map<Common, List<Claim.Granted>> alike = new LinkedHashMap<>();
    for (Claim.Granted claim : claims) {
      Common common = new Common(claim.token(), claim.key().recurring());
      alike.computeIfAbsent(common, first -> new ArrayList<>()).add(claim);
    }
    return alike.values().stream().flatMap(group -> parts(group).stream()).toList();
  }

  /**
   * A part with its last one repeated, which changes nothing: so that a database and its driver,
   * which keep statements, have a few to keep and not one for each number.
   */
  static <T> List<T> padded(List<T> part) {
    int size = Math.min(MAX, Integer.highestOneBit(Math.max(1, part.size() * 2 - 1)));
    List<T> padded = new ArrayList<>(part);
    while (padded.size() < size) {
      padded.add(part.get(part.size() - 1));
    }
    return padded;
  }

  /** Sets a list of ids, the last parameters of a statement. */
  static void setIds(JdbcSession session, PreparedStatement statement, int first, List<UUID> ids)
      throws SQLException {
    int next = first;
    for (UUID id : ids) {
      session.setId(statement, next++, id);
    }
  }
}
