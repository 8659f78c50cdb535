package org.gatepost.cdi.internal.declared;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.TreeMap;
import org.gatepost.Delivery;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** What an observer says of transactions is known before it is called. */
class FoundObserverTest {
  @Test
  void useOfTransactionsIsWhatMethodOrClassSays() {
    Noting noting = new Noting();
    try (TestApplication application =
        TestApplication.with(
            noting,
            Methods.class,
            Whole.class,
            Plain.class,
            Heir.class,
            ByStereotype.class,
            Misleading.class,
            BeanManaged.class,
            Enterprise.class,
            EnterpriseHeir.class)) {
      assertThat(noting.uses)
          .containsExactly(
              Map.entry("BeanManaged#own", TransactionUse.APART),
              Map.entry("ByStereotype#never", TransactionUse.NEVER),
              Map.entry("Enterprise#inherits", TransactionUse.NEVER),
              Map.entry("Enterprise#mandatory", TransactionUse.JOINS),
              Map.entry("Enterprise#never", TransactionUse.NEVER),
              Map.entry("Enterprise#notSupported", TransactionUse.APART),
              Map.entry("Enterprise#required", TransactionUse.JOINS),
              Map.entry("Enterprise#requiresNew", TransactionUse.APART),
              Map.entry("Enterprise#supports", TransactionUse.JOINS),
              Map.entry("EnterpriseHeir#own", TransactionUse.JOINS),
              Map.entry("Heir#of", TransactionUse.NEVER),
              Map.entry("Methods#never", TransactionUse.NEVER),
              Map.entry("Methods#none", TransactionUse.JOINS),
              Map.entry("Methods#required", TransactionUse.JOINS),
              Map.entry("Misleading#required", TransactionUse.JOINS),
              Map.entry("Plain#other", TransactionUse.JOINS),
              Map.entry("Whole#inherits", TransactionUse.NEVER),
              Map.entry("Whole#required", TransactionUse.APART));
    }
  }

  public static final class Noting implements Extension {
    private final Map<String, TransactionUse> uses = new TreeMap<>();

    void found(@Observes ProcessObserverMethod<Delivery, ?> event) {
      FoundObserver found = FoundObserver.of(event);
      String signature = found.signature();
      uses.put(
          signature.substring(signature.indexOf('$') + 1, signature.indexOf('(')),
          found.transactional());
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

  static class Base {
    void of(@Observes @Webhook("a") Delivery delivery) {}
  }

  /** What the class says counts for what it inherits. */
  @ApplicationScoped
  @Transactional(TxType.NEVER)
  static class Heir extends Base {}

  @Stereotype
  @Transactional(TxType.NEVER)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Outside {}

  @ApplicationScoped
  @TransactionManagement(TransactionManagementType.BEAN)
  static class BeanManaged {
    void own(@Observes @Webhook("a") Delivery delivery) {}
  }

  @ApplicationScoped
  @Outside
  static class ByStereotype {
    void never(@Observes @Webhook("a") Delivery delivery) {}
  }

  static class NEVERException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @ApplicationScoped
  static class Misleading {
    @Transactional(rollbackOn = NEVERException.class)
    void required(@Observes @Webhook("a") Delivery delivery) {}
  }

  @ApplicationScoped
  @TransactionAttribute(TransactionAttributeType.NEVER)
  static class Enterprise {
    void inherits(@Observes @Webhook("a") Delivery delivery) {}

    @TransactionAttribute
    void required(@Observes @Webhook("a") Delivery delivery) {}

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    void supports(@Observes @Webhook("a") Delivery delivery) {}

    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    void mandatory(@Observes @Webhook("a") Delivery delivery) {}

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    void requiresNew(@Observes @Webhook("a") Delivery delivery) {}

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void notSupported(@Observes @Webhook("a") Delivery delivery) {}

    @TransactionAttribute(TransactionAttributeType.NEVER)
    void never(@Observes @Webhook("a") Delivery delivery) {}
  }

  @TransactionAttribute(TransactionAttributeType.NEVER)
  static class EnterpriseBase {}

  /** What the class above says counts for its own methods only (Enterprise Beans, 8.3.7.1). */
  @ApplicationScoped
  static class EnterpriseHeir extends EnterpriseBase {
    void own(@Observes @Webhook("a") Delivery delivery) {}
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
