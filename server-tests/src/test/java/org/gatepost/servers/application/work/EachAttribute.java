package org.gatepost.servers.application.work;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** An observer for each transaction attribute of an enterprise bean, and for none. */
@Stateless
public class EachAttribute {
  @Inject Attempts attempts;

  public void nothing(@Observes @Webhook("ejb.nothing") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public void required(@Observes @Webhook("ejb.required") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void requiresNew(@Observes @Webhook("ejb.requires-new") Delivery delivery)
      throws SQLException {
    attempts.once(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void mandatory(@Observes @Webhook("ejb.mandatory") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public void supports(@Observes @Webhook("ejb.supports") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void notSupported(@Observes @Webhook("ejb.not-supported") Delivery delivery)
      throws SQLException {
    attempts.once(delivery);
  }

  @TransactionAttribute(TransactionAttributeType.NEVER)
  public void never(@Observes @Webhook("ejb.never") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }
}
