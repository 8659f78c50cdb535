package org.gatepost.cdi;

import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** Asks the bean each time, and keeps nothing. Thread-safe. */
final class MomentaryContext implements Context {

  @Override
  public Class<? extends Annotation> getScope() {
    return Momentary.class;
  }

  @Override
  public <T> T get(Contextual<T> contextual, CreationalContext<T> creation) {
    return contextual.create(creation);
  }

  @Override
  public <T> @Nullable T get(Contextual<T> contextual) {
    return null;
  }

  @Override
  public boolean isActive() {
    return true;
  }
}
