package org.gatepost.sample.transactions.application;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** Observers that return as if all were well, after something happened at the first attempt. */
@ApplicationScoped
public class Trouble {
  private static final int MAX_POLLS = 600;

  @Inject private Work work;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  void rollbackOnly(@Observes @Webhook("trouble.rollback-only") Delivery delivery)
      throws SQLException {
    work.on(delivery);
    if (delivery.attempt() == 1) {
      transactions.setRollbackOnly();
    }
  }

  void commit(@Observes @Webhook("trouble.commit") Delivery delivery) throws SQLException {
    work.on(delivery);
    if (delivery.attempt() == 1) {
      transactions.registerInterposedSynchronization(
          new Synchronization() {
            @Override
            public void beforeCompletion() {
              throw new IllegalStateException("failing when all is written");
            }

            @Override
            public void afterCompletion(int status) {}
          });
    }
  }

  void timeout(@Observes @Webhook("trouble.timeout") Delivery delivery) throws Exception {
    work.on(delivery);
    if (delivery.attempt() == 1) {
      await(() -> transactions.getTransactionStatus() != Status.STATUS_ACTIVE);
    }
  }

  void outlivesItsLease(@Observes @Webhook("trouble.slow") Delivery delivery) throws Exception {
    work.on(delivery);
    if (delivery.attempt() == 1) {
      await(() -> work.isFinished(delivery));
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; !condition.call(); i++) {
      if (i == MAX_POLLS) {
        throw new IllegalStateException("waited in vain");
      }
      Thread.sleep(100);
    }
  }
}
