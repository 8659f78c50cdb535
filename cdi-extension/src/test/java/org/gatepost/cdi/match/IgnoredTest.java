package org.gatepost.cdi.match;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.Fallback;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.junit.jupiter.api.Test;

/** What no observer wants is remembered by nobody, and somebody is told. */
class IgnoredTest {

  @Test
  void whatNobodyWantsIsNotFinished() {
    try (TestApplication application = TestApplication.with(Observers.class)) {
      assertThat(application.deliver("id-1", "issues.opened", "{}")).isEqualTo("IGNORED");
      assertThat(application.deliver("id-2", "push", "{\"size\": 1}")).isEqualTo("IGNORED");

      assertThat(application.seen()).containsExactly("unfinished", "unfinished");
      assertThat(application.isFinished("id-1", "issues.opened")).isFalse();
      assertThat(application.isFinished("id-2", "push")).isFalse();
    }
  }

  @Test
  void warningNamesTheNearestObserverOnceForEachSourceAndType() {
    try (TestApplication application = TestApplication.with(Observers.class);
        LogLines log = new LogLines()) {
      application.deliver("id-1", "issues.opened", "{}");
      application.deliver("id-2", "issues.opened", "{}");
      application.deliver("issues.closed", "{}");
      application.deliverFrom("other", "issues.opened", "{}");

      assertThat(log.with("GP125"))
          .hasSize(3)
          .first()
          .asString()
          .contains(
              "WARNING: GP125: Delivery[source=test, type=issues.opened, key=id-1;type=issues.opened, id=id-1] was answered 200"
                  + " and is remembered by nobody",
              "[issues] is observed: write [issues.*]");
      assertThat(log.with("GP123")).hasSize(4);
    }
  }

  @Test
  void warningSaysSoWhereNothingIsNear() {
    try (TestApplication application = TestApplication.with(Observers.class);
        LogLines log = new LogLines()) {
      application.deliver("unheard.of", "{}");

      assertThat(log.with("GP125"))
          .singleElement()
          .asString()
          .contains("none comes near, see GP127");
    }
  }

  @Test
  void contentThatIsNotWantedIsNoMistake() {
    try (TestApplication application = TestApplication.with(Observers.class);
        LogLines log = new LogLines()) {
      assertThat(application.deliver("push", "{\"size\": 1}")).isEqualTo("IGNORED");

      assertThat(log.with("GP125")).isEmpty();
      assertThat(log.with("GP123")).hasSize(1);
    }
  }

  @Test
  void whatAFallbackTakesIsNotIgnored() {
    try (TestApplication application = TestApplication.with(Observers.class, Rest.class);
        LogLines log = new LogLines()) {
      assertThat(application.deliver("id-1", "issues.opened", "{}")).isEqualTo("DONE");

      assertThat(application.isFinished("id-1", "issues.opened")).isTrue();
      assertThat(log.with("GP125")).isEmpty();
    }
  }

  @Test
  void warningsOfASourceAreBounded() {
    try (TestApplication application = TestApplication.with(Observers.class);
        LogLines log = new LogLines()) {
      for (int i = 0; i < 150; i++) {
        application.deliver("type-" + i, "{}");
      }
      application.deliverFrom("other", "type-149", "{}");

      assertThat(log.with("GP125")).hasSize(101).last().asString().contains("source=other");
      assertThat(log.with("GP126: [100] types of source [test]")).hasSize(1);
    }
  }

  @Test
  void copyIsProcessedAnewOnceThereIsAnObserver() {
    try (TestApplication application = TestApplication.with(Observers.class)) {
      application.deliver("id-1", "push", "{\"size\": 1}");
      // As after a deployment that mended the observer: the same delivery, and now it is wanted.
      assertThat(application.deliver("id-1", "push", "{\"size\": 10}")).isEqualTo("DONE");

      assertThat(application.seen()).containsExactly("unfinished", "push at attempt 2", "finished");
    }
  }

  @Test
  void observersAreListedAtStart() {
    try (LogLines log = new LogLines();
        TestApplication application = TestApplication.with(Observers.class)) {
      assertThat(log.with("GP127"))
          .singleElement()
          .asString()
          .contains(
              "INFO: GP127: observers: " + Observers.class.getName() + "#issues(",
              " observes [issues] of [**]; ",
              "#push(",
              " observes [push] of [**] or [pushed] of [gitlab]");
      assertThat(application.seen()).isEmpty();
    }
  }

  @Test
  void thatThereIsNoneIsSaidAtStart() {
    try (LogLines log = new LogLines();
        TestApplication application = TestApplication.with()) {
      assertThat(log.with("GP127: no observers.")).hasSize(1);
      assertThat(application.seen()).isEmpty();
    }
  }

  @ApplicationScoped
  static class Observers {
    void issues(@Observes @Webhook("issues") Delivery delivery, Notebook seen) {
      seen.write("issues at attempt " + delivery.attempt());
    }

    void push(
        @Observes
            @Webhook("push")
            @Webhook(value = "pushed", source = "gitlab")
            @Where(path = "/size", greaterThan = "1")
            String body,
        Delivery delivery,
        Notebook seen) {
      seen.write("push at attempt " + delivery.attempt());
    }

    void outcome(@Observes DeliveryOutcome outcome, Notebook seen) {
      seen.write(outcome.isFinished() ? "finished" : "unfinished");
    }
  }

  @ApplicationScoped
  static class Rest {
    void rest(@Observes @Webhook("**") @Fallback Delivery delivery) {}
  }
}
