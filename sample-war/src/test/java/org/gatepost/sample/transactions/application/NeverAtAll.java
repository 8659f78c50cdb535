package org.gatepost.sample.transactions.application;

import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** An enterprise bean whose class says NEVER for every method that says nothing else. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NEVER)
public class NeverAtAll {
  @Inject private Work work;

  public void never(@Observes @Webhook("ejb.class.never") Delivery delivery) throws SQLException {
    work.on(delivery);
    failAtFirst(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void mandatory(@Observes @Webhook("ejb.class.mandatory") Delivery delivery)
      throws SQLException {
    work.on(delivery);
    failAtFirst(delivery);
  }

  private static void failAtFirst(Delivery delivery) {
    if (delivery.attempt() == 1) {
      throw new IllegalStateException("failing at the first attempt");
    }
  }
}
