package org.gatepost.cdi.internal.dispatch;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Supplier;

/**
 * The request scope while a delivery is processed: the request's where there is one, else one for
 * this delivery. Thread-safe.
 */
final class RequestScope {
  private final BeanManager beans;

  RequestScope(BeanManager beans) {
    this.beans = beans;
  }

  /** Does some work while the scope is active. */
  <T> T during(Supplier<T> work) {
    if (isActive()) {
      return work.get();
    }
    Instance<RequestContextController> controllers =
        beans.createInstance().select(RequestContextController.class);
    RequestContextController controller = controllers.get();
    try {
      controller.activate();
      try {
        return work.get();
      } finally {
        controller.deactivate();
      }
    } finally {
      controllers.destroy(controller);
    }
  }

  private boolean isActive() {
    try {
      beans.getContext(RequestScoped.class);
      return true;
    } catch (ContextNotActiveException none) {
      return false;
    }
  }
}
