package org.gatepost.cdi;

import org.gatepost.Delivery;

/** The delivery that the calling thread is processing. Thread-safe. */
final class CurrentDelivery {
  // Not static: where one jar serves several applications, each has its own.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Delivery> current = new ThreadLocal<>();

  /** What is done while a delivery is current. */
  interface Work<X extends Exception> {
    void run() throws X;
  }

  <X extends Exception> void during(Delivery delivery, Work<X> work) throws X {
    current.set(delivery);
    try {
      work.run();
    } finally {
      current.remove();
    }
  }

  /**
   * The current delivery.
   *
   * @throws IllegalStateException if this thread is processing none
   */
  Delivery get() {
    Delivery delivery = current.get();
    if (delivery == null) {
      throw new IllegalStateException(Messages.noDelivery());
    }
    return delivery;
  }
}
