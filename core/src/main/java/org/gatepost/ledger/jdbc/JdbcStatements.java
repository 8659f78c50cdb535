package org.gatepost.ledger.jdbc;

import java.util.Collections;
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

  private static final String DELIVERY_COLUMNS =
      " gatepost_delivery"
          + " (id, source, legible_key, token, attempts, finished, lease_until, forget_at)";

  /** Likewise of several, up to the list of their ids. Parameter: token. */
  private static final String EACH_IN_FORCE = " WHERE token = ? AND finished = 0 AND id IN ";

  /** The database that understands them. */
  final Database database;

  /** Fails if a table or a column is missing; reads no row. The ids are its first columns. */
  final String probe =
      "SELECT d.id, r.delivery, r.consumer, d.source, d.legible_key, d.token, d.attempts,"
          + " d.finished, d.lease_until, d.forget_at, d.consumer_name, r.consumer_name, r.given_at"
          + " FROM gatepost_delivery d LEFT JOIN gatepost_receipt r ON r.delivery = d.id WHERE 1 = 0";

  /**
   * Whether {@link #insert} and {@link #take} have the number of a lock as their last parameter.
   */
  final boolean locks;

  /** Parameters: id, source, key, token, end of the lease, when to forget, perhaps lock. */
  final String insert;

  /** Parameters: now, now, id. Columns: token, attempts, finished, lease left, memory left, id. */
  final String read;

  /** Parameters: new token, end of the lease, when to forget, id, token, perhaps lock. */
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

  private final String now;
  private final String row;
  private final String readWhere;
  private final String completeWhat;

  JdbcStatements(Database database) {
    this.database = database;
    now = database.now();
    row = "?, ?, ?, ?, 1, 0, " + now + ", " + now;
    String unlocked = database.unlocked();
    locks = !unlocked.isEmpty();
    insert =
        "INSERT INTO"
            + DELIVERY_COLUMNS
            + database.claimed(row)
            + (locks ? " WHERE " + unlocked : "")
            + database.unlessThere();
    readWhere =
        "SELECT token, attempts, finished, lease_until - "
            + now
            + ", forget_at - "
            + now
            + ", id FROM gatepost_delivery WHERE id ";
    read = readWhere + "= ?";
    // Who has read the token and finds it unchanged is the only one to take the delivery over.
    take =
        "UPDATE gatepost_delivery SET token = ?, attempts = attempts + 1, lease_until = "
            + now
            + ", forget_at = "
            + now
            + IN_FORCE
            + (locks ? " AND " + unlocked : "");
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
    completeWhat =
        "UPDATE gatepost_delivery SET finished = 1, lease_until = "
            + now
            // Rather later than the index would have to change: PostgreSQL then touches none.
            + ", forget_at = CASE WHEN forget_at < "
            + now
            + " THEN "
            + now
            + " ELSE forget_at END";
    complete = completeWhat + IN_FORCE;
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

  /**
   * As {@link #insert} for several, doing nothing for those that are there; empty where the
   * database has no word for that. Parameters: those of {@link #insert} for each.
   */
  String insertEach(int number) {
    String quiet = database.quietInsert();
    return quiet.isEmpty()
        ? ""
        : quiet
            + DELIVERY_COLUMNS
            + database.claimedEach(repeated("(" + row + ")", number))
            + database.unlessThere();
  }

  /** As {@link #read}. Parameters: now, now, ids. */
  String readEach(int number) {
    return readWhere + "IN " + ids(number);
  }

  /** As {@link #giveReceipt}. Parameters: consumer's id, consumer, now, the claims' token, ids. */
  String giveReceiptEach(int number) {
    return "INSERT INTO gatepost_receipt (delivery, consumer, consumer_name, given_at)"
        + " SELECT id, ?, ?, "
        + now
        + " FROM gatepost_delivery"
        + EACH_IN_FORCE
        + ids(number)
        + database.holdingEachRow();
  }

  /** As {@link #complete}. Parameters: three times when to forget, the claims' token, ids. */
  String completeEach(int number) {
    return completeWhat + EACH_IN_FORCE + ids(number);
  }

  private static String ids(int number) {
    return "(" + repeated("?", number) + ")";
  }

  private static String repeated(String text, int number) {
    return String.join(", ", Collections.nCopies(number, text));
  }
}
