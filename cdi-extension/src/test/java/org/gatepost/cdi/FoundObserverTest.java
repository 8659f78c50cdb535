package org.gatepost.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.TreeMap;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** What an observer says of transactions is known before it is called. */
class FoundObserverTest {
  @Test
  void onlyOneThatSaysNeverRefusesTransactions() {
    Noting noting = new Noting();
    try (TestApplication application =
        TestApplication.with(noting, Methods.class, Whole.class, Plain.class)) {
      assertThat(noting.refuses)
          .containsExactly(
              Map.entry("Methods#never", true),
              Map.entry("Methods#none", false),
              Map.entry("Methods#required", false),
              Map.entry("Plain#other", false),
              Map.entry("Whole#inherits", true),
              Map.entry("Whole#required", false));
    }
  }

  public static final class Noting implements Extension {
    private final Map<String, Boolean> refuses = new TreeMap<>();

    void found(@Observes ProcessObserverMethod<Delivery, ?> event) {
      FoundObserver found = FoundObserver.of(event);
      String signature = found.signature();
      refuses.put(
          signature.substring(signature.indexOf('$') + 1, signature.indexOf('(')),
          found.refusesTransactions());
    }
  }

  @ApplicationScoped
  static class Methods {
    @Transactional(TxType.NEVER)
    void never(@Observes @Webhook("a") Delivery delivery) {}

    @Transactional
    void required(@Observes @Webhook("a") Delivery delivery) {}

    void none(@Observes @Webhook("a") Delivery delivery) {}
  }

  @ApplicationScoped
  @Transactional(TxType.NEVER)
  static class Whole {
    void inherits(@Observes @Webhook("a") Delivery delivery) {}

    @Transactional(TxType.REQUIRES_NEW)
    void required(@Observes @Webhook("a") Delivery delivery) {}
  }

  /** An annotation of another kind that speaks of it. */
  @ApplicationScoped
  static class Plain {
    @Named("NEVER")
    void other(@Observes @Webhook("a") Delivery delivery) {}
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Named {
    String value();
  }
}
