package org.gatepost.servers.application.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** An observer for each type of {@code @Transactional}, and for none. */
@ApplicationScoped
public class EachType {
  @Inject Attempts attempts;

  void nothing(@Observes @Webhook("type.nothing") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }

  @Transactional(Transactional.TxType.REQUIRED)
  void required(@Observes @Webhook("type.required") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void requiresNew(@Observes @Webhook("type.requires-new") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }

  @Transactional(Transactional.TxType.MANDATORY)
  void mandatory(@Observes @Webhook("type.mandatory") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }

  @Transactional(Transactional.TxType.SUPPORTS)
  void supports(@Observes @Webhook("type.supports") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }

  @Transactional(Transactional.TxType.NOT_SUPPORTED)
  void notSupported(@Observes @Webhook("type.not-supported") Delivery delivery)
      throws SQLException {
    attempts.once(delivery);
  }

  @Transactional(Transactional.TxType.NEVER)
  void never(@Observes @Webhook("type.never") Delivery delivery) throws SQLException {
    attempts.once(delivery);
  }
}
