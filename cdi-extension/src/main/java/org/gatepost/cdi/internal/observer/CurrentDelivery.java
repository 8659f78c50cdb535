package org.gatepost.cdi.internal.observer;

import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.ObserverMethod;
import org.gatepost.Delivery;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.receiver.Passage;
import org.jspecify.annotations.Nullable;

/**
 * The delivery that the calling thread is processing, and the event that the observer it is in has
 * been called with. A delivery within another, as tests make them, hides that one. Thread-safe.
 */
public final class CurrentDelivery {
  // Not static: where one jar serves several applications, each has its own.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Moment> current = new ThreadLocal<>();

  private record Moment(@Nullable Passage passage, @Nullable EventMetadata event) {}

  /** What is done while a delivery is current. */
  public interface Work<X extends Exception> {
    void run() throws X;
  }

  /** Does some work while a delivery is current. */
  public <X extends Exception> void during(Passage passage, Work<X> work) throws X {
    during(new Moment(passage, null), work);
  }

  /** Calls an observer while its event is current. */
  void notify(ObserverMethod<Object> method, EventContext<Object> event) {
    Moment now = current.get();
    during(
        new Moment(now == null ? null : now.passage(), event.getMetadata()),
        () -> method.notify(event));
  }

  private <X extends Exception> void during(Moment moment, Work<X> work) throws X {
    Moment before = current.get();
    current.set(moment);
    try {
      work.run();
    } finally {
      if (before == null) {
        current.remove();
      } else {
        current.set(before);
      }
    }
  }

  /**
   * The current delivery, to be shown to the application.
   *
   * @throws IllegalStateException if this thread is processing none
   */
  public Delivery get() {
    Moment now = current.get();
    if (now == null || now.passage() == null) {
      throw new IllegalStateException(Messages.noDelivery());
    }
    return now.passage().delivery().orElseThrow();
  }

  /** The metadata of the current event, or null if this thread is in none of our observers. */
  public @Nullable EventMetadata event() {
    Moment now = current.get();
    return now == null ? null : now.event();
  }
}
