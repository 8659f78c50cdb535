package org.gatepost.cdi.current;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatepost.Delivery;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** A bean that lives long may look deliveries up, and keeps none of them in memory. */
class ProvidedDeliveryTest {
  private static final int MAX_COLLECTIONS = 50;

  /** OpenWebBeans 4.0.3 keeps whatever an {@code Instance} has given, of any scope. */
  @Test
  @DisabledIf("isOpenWebBeans")
  void noDeliveryIsKept() {
    requireGone("kept");
  }

  @Test
  void deliveryThatIsGivenBackIsKeptNowhere() {
    requireGone("given.back");
  }

  static boolean isOpenWebBeans() {
    return ServiceLoader.load(SeContainerInitializer.class).stream()
        .anyMatch(provider -> provider.type().getName().startsWith("org.apache.openwebbeans."));
  }

  private static void requireGone(String type) {
    try (TestApplication application = TestApplication.with(Observers.class)) {
      application.deliver(type, "{}");
      application.deliver(type, "{}");

      List<WeakReference<Delivery>> given = application.bean(Observers.class).given();
      assertThat(given).hasSize(4);
      for (int i = 0; i < MAX_COLLECTIONS && !areGone(given); i++) {
        System.gc();
      }
      assertThat(areGone(given)).isTrue();
    }
  }

  private static boolean areGone(List<WeakReference<Delivery>> given) {
    return given.stream().allMatch(reference -> reference.get() == null);
  }

  @ApplicationScoped
  static class Observers {
    @Inject Provider<Delivery> provider;
    @Inject Instance<Delivery> instance;
    private final List<WeakReference<Delivery>> given = new CopyOnWriteArrayList<>();

    void kept(@Observes @Webhook("kept") String body) {
      given.add(new WeakReference<>(provider.get()));
      given.add(new WeakReference<>(instance.get()));
    }

    void givenBack(@Observes @Webhook("given.back") String body) {
      for (int i = 0; i < 2; i++) {
        Delivery delivery = instance.get();
        given.add(new WeakReference<>(delivery));
        instance.destroy(delivery);
      }
    }

    List<WeakReference<Delivery>> given() {
      return given;
    }
  }
}
