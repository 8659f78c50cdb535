package org.gatepost.cdi;

import jakarta.enterprise.event.ObserverException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A payload on its way to one observer method, as an event that nobody fired. Immutable.
 *
 * @param payload what the method is called with
 * @param method the method, as the container made it
 */
record DirectEvent(Object payload, ObserverMethod<Object> method)
    implements EventContext<Object>, EventMetadata {
  private static final String OF_OPEN_WEB_BEANS = "org.apache.webbeans.exception.WebBeansException";

  /**
   * Calls the method.
   *
   * @throws Exception if the method does; checked exceptions and errors as themselves, not wrapped
   */
  void deliver() throws Exception {
    try {
      method.notify(this);
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
    return this;
  }

  @Override
  public Set<Annotation> getQualifiers() {
    Set<Annotation> qualifiers = new LinkedHashSet<>(method.getObservedQualifiers());
    qualifiers.add(Any.Literal.INSTANCE);
    return qualifiers;
  }

  /** Null, as for an event that {@code BeanContainer.getEvent()} fires. */
  @Override
  public @Nullable InjectionPoint getInjectionPoint() {
    return null;
  }

  /** {@return what the method observes, which the payload was made for} */
  @Override
  public Type getType() {
    return method.getObservedType();
  }
}
