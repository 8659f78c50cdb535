package org.gatepost.cdi.internal.observer;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.gatepost.event.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * What an observer may know of the event that its payload is: the type as observed, since the class
 * that a JSON library chose means nothing, and the {@link Webhook} that matched. Immutable.
 */
public record PayloadMetadata(Type type, Set<Annotation> qualifiers) implements EventMetadata {

  public static PayloadMetadata of(Type type, Webhook webhook) {
    return new PayloadMetadata(type, Set.of(Any.Literal.INSTANCE, webhook));
  }

  @Override
  public Set<Annotation> getQualifiers() {
    return qualifiers;
  }

  /** Null: nobody fired it by an injected {@code Event}. */
  @Override
  public @Nullable InjectionPoint getInjectionPoint() {
    return null;
  }

  @Override
  public Type getType() {
    return type;
  }
}
