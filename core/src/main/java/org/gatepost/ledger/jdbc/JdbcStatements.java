package org.gatepost.ledger.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The statements of a {@link JdbcLedger}, each by the primary key or, to find what is to be
 * forgotten, by an index. Times are milliseconds of the epoch.
 */
final class JdbcStatements {
  static final String DELIVERY = "gatepost_delivery";
  static final String RECEIPT = "gatepost_receipt";

  /** The delivery whose claim is still the holder's. Parameters: id, token. */
  private static final String IN_FORCE = " WHERE id = ? AND token = ? AND finished = 0";

  /** The database that understands them. */
  final Database database;

  /** Fails if a table or a column is missing; reads no row. */
  final String probe =
      "SELECT d.id, d.source, d.delivery_key, d.token, d.attempts, d.finished, d.lease_until,"
          + " d.forget_at, r.consumer, r.consumer_name, r.given_at FROM gatepost_delivery d"
          + " LEFT JOIN gatepost_receipt r ON r.delivery = d.id WHERE d.id = ''";

  /** Parameters: id, source, key, token, end of the lease, when to forget. */
  final String insert;

  /** As {@link #insert}, for many at once; empty where they are inserted one by one. */
  final String insertEach;

  /** Parameters: now, now, id. Columns: token, attempts, finished, lease left, memory left. */
  final String read;

  /** Parameters: new token, end of the lease, when to forget, id, token. */
  final String take;

  /** Parameters: consumer's id, consumer, now, id, token. */
  final String giveReceipt;

  /** Parameters: id, consumer's id, id. */
  final String hasReceipt =
      "SELECT 1 FROM gatepost_receipt WHERE delivery = ? AND consumer = ?"
          + " UNION ALL SELECT 1 FROM gatepost_delivery WHERE id = ? AND finished = 1";

  /** Parameters: three times when to forget, id, token. */
  final String complete;

  /**
   * Does nothing unless a transaction is running, null where the database cannot tell. Parameters:
   * those of {@link #complete}.
   */
  final @Nullable String completeInTransaction;

  /**
   * Completion and receipt in one, null where that takes two. Parameters: those of {@link
   * #complete}, consumer's id, consumer, now.
   */
  final @Nullable String finish;

  /** Parameters: now, when to forget, id, token. */
  final String release;

  /** Parameters: now and, where the database has a limit, how many. */
  final String findForgettable;

  /** Whether {@link #findForgettable} has the second parameter. */
  final boolean limitsForgettable;

  /** Parameters: id, now, now. */
  final String forgetDelivery;

  /** Parameter: id. */
  final String forgetReceipts = "DELETE FROM gatepost_receipt WHERE delivery = ?";

  JdbcStatements(Database database) {
    this.database = database;
    String now = database.now();
    String row =
        " gatepost_delivery"
            + " (id, source, delivery_key, token, attempts, finished, lease_until, forget_at)"
            + database.claimed("?, ?, ?, ?, 1, 0, " + now + ", " + now)
            + database.unlessThere();
    insert = "INSERT INTO" + row;
    insertEach = database.quietInsert().isEmpty() ? "" : database.quietInsert() + row;
    read =
        "SELECT token, attempts, finished, lease_until - "
            + now
            + ", forget_at - "
            + now
            + " FROM gatepost_delivery WHERE id = ?";
    // Who has read the token and finds it unchanged is the only one to take the delivery over.
    take =
        "UPDATE gatepost_delivery SET token = ?, attempts = attempts + 1, lease_until = "
            + now
            + ", forget_at = "
            + now
            + IN_FORCE;
    // Else the claim could pass to another before the receipt is committed.
    String ofClaim = " FROM gatepost_delivery" + IN_FORCE + database.holdingTheRow();
    giveReceipt =
        database.insertsValuesAlone()
            ? "INSERT INTO gatepost_receipt (consumer, consumer_name, given_at, delivery) VALUES (?, ?, "
                + now
                + ", (SELECT id"
                + ofClaim
                + "))"
            : "INSERT INTO gatepost_receipt (delivery, consumer, consumer_name, given_at) SELECT id, ?, ?, "
                + now
                + ofClaim;
    complete =
        "UPDATE gatepost_delivery SET finished = 1, lease_until = "
            + now
            // Rather later than the index would have to change: PostgreSQL then touches none.
            + ", forget_at = CASE WHEN forget_at < "
            + now
            + " THEN "
            + now
            + " ELSE forget_at END"
            + IN_FORCE;
    completeInTransaction =
        database.whileInTransaction().isEmpty() ? null : complete + database.whileInTransaction();
    finish =
        database.changesWithinStatements()
            ? "WITH done AS ("
                + complete
                + " RETURNING id) INSERT INTO gatepost_receipt"
                + " (delivery, consumer, consumer_name, given_at) SELECT id, ?, ?, "
                + now
                + " FROM done"
            : null;
    // The token too, so that the former holder's claim is no longer in force.
    release =
        "UPDATE gatepost_delivery SET token = token + 1, lease_until = "
            + now
            + ", forget_at = "
            + now
            + IN_FORCE;
    findForgettable =
        "SELECT id FROM gatepost_delivery WHERE forget_at <= "
            + now
            + " ORDER BY forget_at"
            + database.limit();
    limitsForgettable = !database.limit().isEmpty();
    forgetDelivery =
        "DELETE FROM gatepost_delivery WHERE id = ? AND (forget_at <= "
            + now
            + " OR (finished = 1 AND lease_until <= "
            + now
            + "))";
  }
}
