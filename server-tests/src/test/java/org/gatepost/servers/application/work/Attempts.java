package org.gatepost.servers.application.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepost.Delivery;

/** Attempts at work, of which the first fails when the work is done. */
@ApplicationScoped
@SuppressWarnings("BanJNDI")
public class Attempts {
  @Inject Database database;

  /** Writes that it was tried, and whether in a transaction. */
  public void once(Delivery delivery) throws SQLException {
    String where = isInTransaction() ? "in a transaction" : "in none";
    String attempt = delivery.type() + " attempt " + delivery.attempt();
    database.insert(attempt + " " + where, delivery.attempt());
    if (delivery.attempt() == 1) {
      throw new IllegalStateException(attempt);
    }
  }

  private static boolean isInTransaction() {
    try {
      TransactionSynchronizationRegistry transactions =
          InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
      return transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    } catch (NamingException e) {
      throw new IllegalStateException(e);
    }
  }
}
