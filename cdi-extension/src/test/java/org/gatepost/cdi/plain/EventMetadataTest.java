package org.gatepost.cdi.plain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.EventMetadata;
import java.lang.annotation.Annotation;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An observer may ask what it was called for. */
class EventMetadataTest {
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void isThatOfTheObserverAndNullInWeld() {
    assertThat(application.deliver("push", "{}")).isEqualTo("DONE");

    if (application.container().getClass().getName().startsWith("org.jboss.weld.")) {
      assertThat(application.seen()).containsExactly("no metadata");
    } else {
      assertThat(application.seen())
          .containsExactly(String.class, Webhook.class, Any.class, "no injection point");
    }
  }

  @ApplicationScoped
  static class Observers {
    void push(@Observes @Webhook("push") String body, EventMetadata event, Notebook seen) {
      if (event == null) {
        seen.write("no metadata");
        return;
      }
      seen.write(event.getType());
      event.getQualifiers().stream().map(Annotation::annotationType).forEach(seen::write);
      if (event.getInjectionPoint() == null) {
        seen.write("no injection point");
      }
    }
  }
}
