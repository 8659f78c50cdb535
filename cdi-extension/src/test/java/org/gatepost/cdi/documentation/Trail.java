package org.gatepost.cdi.documentation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import org.gatepost.Delivery;

@ApplicationScoped
class Trail {
  @Inject Provider<Delivery> delivery;
  @Inject Journal journal;

  void note(String what) {
    journal.write(delivery.get().type() + ": " + what);
  }
}
