package org.gatepost.sample.transactions.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** An observer for each thing that can be said of transactions. */
@ApplicationScoped
@FailsAfterwards
public class EachType {
  @Inject private Work work;

  void nothing(@Observes @Webhook("type.nothing") Delivery delivery) throws SQLException {
    work.on(delivery);
  }

  @Transactional
  void required(@Observes @Webhook("type.required") Delivery delivery) throws SQLException {
    work.on(delivery);
  }

  @Transactional(TxType.SUPPORTS)
  void supports(@Observes @Webhook("type.supports") Delivery delivery) throws SQLException {
    work.on(delivery);
  }

  @Transactional(TxType.MANDATORY)
  void mandatory(@Observes @Webhook("type.mandatory") Delivery delivery) throws SQLException {
    work.on(delivery);
  }

  @Transactional(TxType.REQUIRES_NEW)
  void requiresNew(@Observes @Webhook("type.requires-new") Delivery delivery) throws SQLException {
    work.on(delivery);
  }

  @Transactional(TxType.NOT_SUPPORTED)
  void notSupported(@Observes @Webhook("type.not-supported") Delivery delivery)
      throws SQLException {
    work.on(delivery);
  }

  @Transactional(TxType.NEVER)
  void never(@Observes @Webhook("type.never") Delivery delivery) throws SQLException {
    work.on(delivery);
  }
}
