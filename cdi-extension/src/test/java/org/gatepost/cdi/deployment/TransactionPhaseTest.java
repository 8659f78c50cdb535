package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.DeploymentException;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GP102: the outcome of a phase after the transaction would come too late for the answer. */
class TransactionPhaseTest {

  @ParameterizedTest
  @CsvSource({
    "before, BEFORE_COMPLETION",
    "after, AFTER_COMPLETION",
    "success, AFTER_SUCCESS",
    "failure, AFTER_FAILURE"
  })
  void otherThanInProgressIsRefused(String method, TransactionPhase phase) {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Observers.class).close())
        .withMessageContaining(
            "GP102: "
                + Observers.class.getName()
                + "#"
                + method
                + "(java.lang.String) must observe during IN_PROGRESS, the default, was "
                + phase
                + ":");
  }

  @Test
  void inProgressIsTheDefaultAndMayBeSpelledOut() {
    TestApplication.with(SpelledOut.class).close();
  }

  @ApplicationScoped
  static class Observers {
    void before(
        @Observes(during = TransactionPhase.BEFORE_COMPLETION) @Webhook("push") String body) {}

    void after(
        @Observes(during = TransactionPhase.AFTER_COMPLETION) @Webhook("push") String body) {}

    void success(@Observes(during = TransactionPhase.AFTER_SUCCESS) @Webhook("push") String body) {}

    void failure(@Observes(during = TransactionPhase.AFTER_FAILURE) @Webhook("push") String body) {}
  }

  @ApplicationScoped
  static class SpelledOut {
    void on(@Observes(during = TransactionPhase.IN_PROGRESS) @Webhook("push") String body) {}
  }
}
