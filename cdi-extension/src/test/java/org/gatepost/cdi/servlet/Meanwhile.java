package org.gatepost.cdi.servlet;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/** What a test wants to happen once, while an observer runs. Thread-safe. */
@ApplicationScoped
class Meanwhile {
  private static final Runnable NOTHING = () -> {};

  private final AtomicReference<Runnable> next = new AtomicReference<>(NOTHING);

  void happens(Runnable what) {
    next.set(what);
  }

  void now() {
    next.getAndSet(NOTHING).run();
  }
}
