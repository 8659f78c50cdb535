package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.json.JsonObject;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** A developer sees everything that is wrong at the first try. */
class AllProblemsAtOnceTest {

  @Test
  void problemsOfSeveralBeansAreReportedTogether() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Some.class, Others.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains("GP101: " + Some.class.getName() + "#later(")
                    .contains("GP102: " + Some.class.getName() + "#after(")
                    .contains("GP103: @Webhook value of " + Others.class.getName() + "#type(")
                    .contains("GP104: consumer [same] must name one observer")
                    .contains("GP105: @Webhook at of " + Others.class.getName() + "#part("));
  }

  @Test
  void problemsOfOneObserverAreReportedTogether() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Hopeless.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains("GP101: ")
                    .contains("GP103: @Webhook value of ")
                    .contains("GP103: @Webhook source of ")
                    .contains("GP105: "));
  }

  @ApplicationScoped
  static class Some {
    void later(@ObservesAsync @Webhook("push") String body) {}

    void after(@Observes(during = TransactionPhase.AFTER_SUCCESS) @Webhook("push") String body) {}

    void same(@Observes @Webhook(value = "push", consumer = "same") String body) {}
  }

  @ApplicationScoped
  static class Others {
    void type(@Observes @Webhook("***") String body) {}

    void part(@Observes @Webhook(value = "push", at = "~") JsonObject body) {}

    void same(@Observes @Webhook(value = "push", consumer = "same") String body) {}
  }

  @ApplicationScoped
  static class Hopeless {
    void on(@ObservesAsync @Webhook(value = "", source = ".", at = "x") JsonObject body) {}
  }
}
