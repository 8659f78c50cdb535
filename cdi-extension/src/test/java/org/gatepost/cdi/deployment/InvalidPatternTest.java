package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** GP103: a pattern that no event can match. */
class InvalidPatternTest {

  @Test
  void invalidTypeIsRefused() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Type.class).close())
        .withMessageContaining(
            "GP103: @Webhook value of "
                + Type.class.getName()
                + "#on(java.lang.String) must have a name or * on both sides of each dot, was"
                + " [workflow..failed]");
  }

  @Test
  void emptyTypeIsRefusedAndTheMessageSaysWhatToWrite() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Empty.class).close())
        .withMessageContaining(
            "GP103: @Webhook value of "
                + Empty.class.getName()
                + "#on(java.lang.String) must not be empty: ** matches every event, was []");
  }

  @Test
  void invalidSourceIsRefused() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Source.class).close())
        .withMessageContaining(
            "GP103: @Webhook source of "
                + Source.class.getName()
                + "#on(java.lang.String) must have no white space, was [git hub]");
  }

  @ApplicationScoped
  static class Type {
    void on(@Observes @Webhook("workflow..failed") String body) {}
  }

  @ApplicationScoped
  static class Empty {
    void on(@Observes @Webhook("") String body) {}
  }

  @ApplicationScoped
  static class Source {
    void on(@Observes @Webhook(value = "push", source = "git hub") String body) {}
  }
}
