package org.gatepost.cdi.internal.observer;

import jakarta.enterprise.event.ObserverException;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;

/**
 * A payload on its way to an observer method, as an event that nobody fired. Immutable.
 *
 * @param payload what the method is called with
 * @param metadata what the method may know of the event
 */
record DirectEvent(Object payload, EventMetadata metadata) implements EventContext<Object> {
  private static final String OF_OPEN_WEB_BEANS = "org.apache.webbeans.exception.WebBeansException";

  /** A call of an observer method. */
  interface Call {
    void with(EventContext<Object> event);
  }

  /**
   * Calls the method.
   *
   * @throws Exception if the method does; checked exceptions and errors as themselves, not wrapped
   */
  void deliver(Call call) throws Exception {
    try {
      call.with(this);
    } catch (RuntimeException e) {
      // Weld wraps checked exceptions, OpenWebBeans wraps all.
      boolean wrapped =
          e instanceof ObserverException || e.getClass().getName().equals(OF_OPEN_WEB_BEANS);
      if (wrapped && e.getCause() instanceof Exception cause) {
        throw cause;
      }
      if (wrapped && e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public Object getEvent() {
    return payload;
  }

  @Override
  public EventMetadata getMetadata() {
    return metadata;
  }
}
