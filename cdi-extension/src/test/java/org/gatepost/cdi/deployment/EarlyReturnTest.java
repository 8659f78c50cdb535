package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;

/** GP129: the sender would be answered before the observer has done its work. */
class EarlyReturnTest {

  @Test
  void everyWayIsNamed() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Annotated.class, Returning.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(refused(Annotated.class, "ejb", "has @jakarta.ejb.Asynchronous"))
                    .contains(
                        refused(
                            Annotated.class,
                            "concurrency",
                            "has @jakarta.enterprise.concurrent.Asynchronous"))
                    .contains(
                        refused(
                            Annotated.class,
                            "tolerant",
                            "has @org.eclipse.microprofile.faulttolerance.Asynchronous"))
                    .contains(
                        refused(
                            Returning.class,
                            "stage",
                            "returns java.util.concurrent.CompletionStage"))
                    .contains(
                        refused(
                            Returning.class,
                            "completable",
                            "returns java.util.concurrent.CompletableFuture"))
                    .contains(
                        refused(Returning.class, "future", "returns java.util.concurrent.Future"))
                    .contains(refused(Returning.class, "own", "returns " + Own.class.getName()))
                    .contains(
                        refused(
                            Returning.class, "flow", "returns java.util.concurrent.Flow$Publisher"))
                    .contains(
                        refused(
                            Returning.class, "reactive", "returns org.reactivestreams.Publisher"))
                    .contains("the sender's answer would precede the outcome"));
  }

  private static String refused(Class<?> bean, String method, String why) {
    return "GP129: "
        + bean.getName()
        + "#"
        + method
        + "(java.lang.String) must return when its work is done, but it "
        + why;
  }

  @ParameterizedTest
  @ValueSource(classes = {OfClass.class, ByStereotype.class, Inheriting.class, OfEjbClass.class})
  void classMaySayItForAllItsMethods(Class<?> bean) {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(bean).close())
        .withMessageContaining("GP129: " + bean.getName() + "#on(java.lang.String)")
        .withMessageContaining("Asynchronous");
  }

  @Test
  void whatReturnsSomethingElseIsNot() {
    try (TestApplication application = TestApplication.with(Synchronous.class)) {
      assertThat(application.deliver("a", "{}")).isEqualTo("DONE");
    }
  }

  @ApplicationScoped
  static class Annotated {
    @jakarta.ejb.Asynchronous
    void ejb(@Observes @Webhook("a") String body) {}

    @jakarta.enterprise.concurrent.Asynchronous
    void concurrency(@Observes @Webhook("a") String body) {}

    @Asynchronous
    void tolerant(@Observes @Webhook("a") String body) {}
  }

  @ApplicationScoped
  static class Returning {
    CompletionStage<String> stage(@Observes @Webhook("a") String body) {
      return new CompletableFuture<>();
    }

    CompletableFuture<String> completable(@Observes @Webhook("a") String body) {
      return new CompletableFuture<>();
    }

    Future<String> future(@Observes @Webhook("a") String body) {
      return new CompletableFuture<>();
    }

    Own own(@Observes @Webhook("a") String body) {
      return new Own();
    }

    Flow.Publisher<String> flow(@Observes @Webhook("a") String body) {
      return subscriber -> {};
    }

    Publisher<String> reactive(@Observes @Webhook("a") String body) {
      return subscriber -> {};
    }
  }

  static class Own extends CompletableFuture<String> {}

  @ApplicationScoped
  @Asynchronous
  static class OfClass {
    void on(@Observes @Webhook("a") String body) {}
  }

  @ApplicationScoped
  @jakarta.ejb.Asynchronous
  static class OfEjbClass {
    void on(@Observes @Webhook("a") String body) {}
  }

  @Stereotype
  @Asynchronous
  @Retention(RetentionPolicy.RUNTIME)
  @interface Background {}

  @ApplicationScoped
  @Background
  static class ByStereotype {
    void on(@Observes @Webhook("a") String body) {}
  }

  static class Base {
    void on(@Observes @Webhook("a") String body) {}
  }

  @ApplicationScoped
  @Asynchronous
  static class Inheriting extends Base {}

  @ApplicationScoped
  static class Synchronous {
    String on(@Observes @Webhook("a") String body) {
      return body;
    }
  }
}
