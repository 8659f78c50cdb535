package org.gatepost.cdi;

import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.ObserverMethod;
import org.jspecify.annotations.Nullable;

/** What the observer that the calling thread is in has been called with. Thread-safe. */
final class CurrentEvent {
  // Not static: where one jar serves several applications, each has its own.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable EventMetadata> current = new ThreadLocal<>();

  /** Calls an observer. */
  void notify(ObserverMethod<Object> method, EventContext<Object> event) {
    EventMetadata before = current.get();
    current.set(event.getMetadata());
    try {
      method.notify(event);
    } finally {
      if (before == null) {
        current.remove();
      } else {
        current.set(before);
      }
    }
  }

  /** The metadata of the current event, or null if this thread is in none of our observers. */
  @Nullable EventMetadata metadata() {
    return current.get();
  }
}
