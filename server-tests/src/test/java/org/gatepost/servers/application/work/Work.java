package org.gatepost.servers.application.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** Observers whose work is an insert, in transactions of each kind. */
@ApplicationScoped
@SuppressWarnings("BanJNDI")
public class Work {
  @Inject Database database;

  /** What to do, and how many attempts fail after the insert. */
  public record Task(String number, int failures) {}

  @Transactional
  void required(@Observes @Webhook("required") Task task, Delivery delivery) throws SQLException {
    insert("required", task, delivery);
  }

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void requiresNew(@Observes @Webhook("requires-new") Task task, Delivery delivery)
      throws SQLException {
    insert("requires-new", task, delivery);
  }

  @Transactional(Transactional.TxType.MANDATORY)
  void mandatory(@Observes @Webhook("mandatory") Task task, Delivery delivery) throws SQLException {
    insert("mandatory", task, delivery);
  }

  @Transactional(Transactional.TxType.SUPPORTS)
  void supports(@Observes @Webhook("supports") Task task, Delivery delivery) throws SQLException {
    insert("supports", task, delivery);
  }

  void none(@Observes @Webhook("none") Task task, Delivery delivery) throws SQLException {
    insert("none", task, delivery);
  }

  /** Its work is done, and then its transaction cannot be committed. */
  @Transactional
  void doomed(@Observes @Webhook("doomed") Task task, Delivery delivery)
      throws SQLException, NamingException {
    database.insert("doomed-" + task.number(), delivery.attempt());
    if (delivery.attempt() <= task.failures()) {
      TransactionSynchronizationRegistry transaction =
          InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
      transaction.registerInterposedSynchronization(
          new Synchronization() {
            @Override
            public void beforeCompletion() {
              transaction.setRollbackOnly();
            }

            @Override
            public void afterCompletion(int status) {}
          });
    }
  }

  private void insert(String kind, Task task, Delivery delivery) throws SQLException {
    database.insert(kind + "-" + task.number(), delivery.attempt());
    if (delivery.attempt() <= task.failures()) {
      throw new IllegalStateException("attempt " + delivery.attempt());
    }
  }
}
