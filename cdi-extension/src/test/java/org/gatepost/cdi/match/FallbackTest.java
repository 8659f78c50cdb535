package org.gatepost.cdi.match;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Fallback;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Observers of what nobody else receives. */
class FallbackTest {
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void fallbackReceivesTypesThatNobodyElseObserves() {
    assertThat(application.deliver("unheard.of", "not even JSON")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("fallback unheard.of", "second unheard.of");
  }

  @Test
  void fallbackDoesNotReceiveWhatAnotherObserves() {
    assertThat(application.deliver("push", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("push");
  }

  @Test
  void fallbackReceivesWhatAnotherDoesNotWantForItsSourceOrContent() {
    application.deliver("conditional", "{\"a\": 1}");
    application.deliver("conditional", "{\"a\": 2}");
    application.deliver("conditional", "{");
    application.deliverFrom("other", "push", "{}");

    assertThat(application.seen())
        .filteredOn(entry -> !entry.toString().startsWith("second"))
        .containsExactly("one", "fallback conditional", "fallback conditional", "fallback push");
  }

  @Test
  void fallbackDoesNotReceiveWhatAnotherFailsWith() {
    assertThat(application.deliver("id-1", "fails", "{}")).isEqualTo("FAILED");
    assertThat(application.deliver("id-1", "fails", "{}")).isEqualTo("FAILED");

    assertThat(application.seen()).isEmpty();
  }

  @Test
  void fallbackDoesNotReceiveWhatAllOthersHaveDone() {
    // The fallback would fail, so that the second attempt would see it.
    assertThat(application.deliver("id-1", "push", "{}")).isEqualTo("DONE");
    assertThat(application.deliver("id-2", "push", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("push", "push");
  }

  @Test
  void fallbackHasPatternsAndConditionsOfItsOwn() {
    try (TestApplication some = TestApplication.with(Some.class)) {
      assertThat(some.deliver("a.b", "{\"x\": 1}")).isEqualTo("DONE");
      assertThat(some.deliver("a.b", "{\"x\": 2}")).isEqualTo("IGNORED");
      assertThat(some.deliver("b.a", "{\"x\": 1}")).isEqualTo("IGNORED");
      assertThat(some.seen()).containsExactly("some a.b");
    }
  }

  @ApplicationScoped
  static class Observers {
    // Runs first among those that run.
    void fallback(
        @Observes @Priority(1) @Webhook("**") @Fallback Delivery delivery, Notebook seen) {
      seen.write("fallback " + delivery.type());
    }

    void second(@Observes @Webhook("**") @Fallback Delivery delivery, Notebook seen) {
      seen.write("second " + delivery.type());
    }

    void push(@Observes @Webhook(value = "push", source = "test") String body, Notebook seen) {
      seen.write("push");
    }

    void conditional(
        @Observes @Webhook("conditional") @Where(path = "/a", equalTo = "1") String body,
        Notebook seen) {
      seen.write("one");
    }

    void fails(@Observes @Webhook("fails") String body) {
      throw new IllegalStateException("expected");
    }
  }

  @ApplicationScoped
  static class Some {
    void some(
        @Observes @Webhook("a.*") @Where(path = "/x", equalTo = "1") @Fallback Delivery delivery,
        Notebook seen) {
      seen.write("some " + delivery.type());
    }
  }
}
