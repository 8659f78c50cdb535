package org.gatepost.sample.transactions.application;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gatepost.Delivery;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.Webhook;

/** Several observers of one delivery, and when it is finished. */
@ApplicationScoped
public class Ends {
  @Inject private Work work;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  void first(@Observes @Priority(1) @Webhook("ends.several") Delivery delivery)
      throws SQLException {
    work.on(delivery);
    noteAfterCommit(delivery);
  }

  void last(@Observes @Priority(2) @Webhook("ends.several") Delivery delivery) throws SQLException {
    work.on(delivery);
    noteAfterCommit(delivery);
  }

  void rejects(@Observes @Priority(1) @Webhook("ends.rejected") Delivery delivery)
      throws SQLException {
    work.on(delivery);
    throw new DeliveryRejectedException("not wanted");
  }

  void failsAtFirst(@Observes @Priority(2) @Webhook("ends.rejected") Delivery delivery)
      throws SQLException {
    work.on(delivery);
    if (delivery.attempt() == 1) {
      throw new IllegalStateException("failing at the first attempt");
    }
  }

  private void noteAfterCommit(Delivery delivery) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            // On another thread, which has no transaction.
            CompletableFuture.runAsync(() -> noteEnd(delivery)).join();
          }
        });
  }

  private void noteEnd(Delivery delivery) {
    try {
      work.note(delivery, work.isFinished(delivery) ? "at the end" : "before the end");
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
