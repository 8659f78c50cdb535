package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** GP104: two observers would share one receipt. */
class DuplicateConsumerTest {

  @Test
  void isRefusedAndBothObserversAreNamed() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Billing.class, Accounting.class).close())
        .withMessageContaining(
            "GP104: consumer [billing] must name one observer, but names "
                + Accounting.class.getName()
                + "#on(java.lang.String) and "
                + Billing.class.getName()
                + "#on(java.lang.String)");
  }

  @Test
  void inheritedObserverWithNameOfItsOwnIsRefusedInSecondBean() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(First.class, Second.class).close())
        .withMessageContaining("GP104: consumer [inherited] must name one observer")
        .withMessageContaining(First.class.getName() + "#on(java.lang.String)")
        .withMessageContaining(Second.class.getName() + "#on(java.lang.String)");
  }

  @Test
  void nameLikeTheSignatureOfAnotherIsRefused() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Impostor.class).close())
        .withMessageContaining("GP104: consumer [" + Impostor.class.getName() + "#a(byte[])]");
  }

  @ApplicationScoped
  static class Billing {
    void on(@Observes @Webhook(value = "push", consumer = "billing") String body) {}
  }

  @ApplicationScoped
  static class Accounting {
    // Another event type: still one name, one receipt.
    void on(@Observes @Webhook(value = "paid", consumer = "billing") String body) {}
  }

  abstract static class Base {
    void on(@Observes @Webhook(value = "push", consumer = "inherited") String body) {}
  }

  @ApplicationScoped
  static class First extends Base {}

  @ApplicationScoped
  static class Second extends Base {}

  @ApplicationScoped
  static class Impostor {
    private static final String OTHER =
        "org.gatepost.cdi.deployment.DuplicateConsumerTest$Impostor#a(byte[])";

    void a(@Observes @Webhook("push") byte[] body) {}

    void b(@Observes @Webhook(value = "push", consumer = OTHER) byte[] body) {}
  }
}
