package org.gatepost.sample.transactions.application;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** An observer for each thing that an enterprise bean can say of transactions. */
@Stateless
public class EachAttribute {
  @Inject private Work work;
  @Inject private Provider<Delivery> current;

  public void nothing(@Observes @Webhook("ejb.nothing") Delivery delivery) throws SQLException {
    onceInVain(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public void required(@Observes @Webhook("ejb.required") Delivery delivery) throws SQLException {
    onceInVain(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public void supports(@Observes @Webhook("ejb.supports") Delivery delivery) throws SQLException {
    onceInVain(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void mandatory(@Observes @Webhook("ejb.mandatory") Delivery delivery) throws SQLException {
    onceInVain(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void requiresNew(@Observes @Webhook("ejb.requires-new") Delivery delivery)
      throws SQLException {
    onceInVain(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void notSupported(@Observes @Webhook("ejb.not-supported") Delivery delivery)
      throws SQLException {
    onceInVain(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.NEVER)
  public void never(@Observes @Webhook("ejb.never") Delivery delivery) throws SQLException {
    onceInVain(delivery);
  }

  /** Fails at the first attempt, when the work is done. */
  private void onceInVain(Delivery delivery) throws SQLException {
    work.on(delivery);
    // This instance may have been made for another delivery.
    if (current.get() != delivery) {
      throw new IllegalStateException("another delivery is the current one");
    }
    if (delivery.attempt() == 1) {
      throw new IllegalStateException("failing at the first attempt");
    }
  }
}
