package org.gatepost.cdi.plain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Set;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@link EventMetadata} shows the payload's type and the annotation that matched. */
class EventMetadataTest {
  @AutoClose
  private final TestApplication application =
      TestApplication.with(Observers.class, Inheriting.class);

  @Test
  void showsTypeAndQualifier() {
    application.deliver("run", "{\"id\": \"r1\"}");

    assertThat(application.seen())
        .containsExactly(
            Run.class,
            Set.of(Any.Literal.INSTANCE, Webhook.Literal.of("run").consumer("c")),
            "no injection point");
  }

  @Test
  void showsTheAlternativeThatMatched() {
    application.deliver("two", "{}");

    assertThat(application.seen())
        .containsExactly(Set.of(Any.Literal.INSTANCE, Webhook.Literal.of("two").source("t*")));
  }

  @Test
  void showsTypesAsTheyAreObserved() {
    application.deliver("types", "{}");
    application.deliver("lists", "[]");

    assertThat(application.seen())
        .containsExactlyInAnyOrder(
            JsonObject.class, Delivery.class, List.of(List.class, Run.class));
  }

  @Test
  void inheritedObserverSeesItsOwn() {
    application.deliver("inherited", "{}");

    assertThat(application.seen()).containsExactly(String.class);
  }

  @Test
  void observerMayFireEventsThatHaveTheirOwn() {
    application.deliver("fires", "{\"id\": \"r1\"}");

    assertThat(application.seen()).containsExactly("ordinary " + Run.class, "still " + Run.class);
  }

  public record Run(String id) {}

  @ApplicationScoped
  static class Observers {
    void run(
        @Observes @Webhook(value = "run", consumer = "c") Run run,
        EventMetadata metadata,
        Notebook seen) {
      seen.write(metadata.getType());
      seen.write(metadata.getQualifiers());
      seen.write(metadata.getInjectionPoint() == null ? "no injection point" : "injection point");
    }

    void two(
        @Observes @Webhook("one") @Webhook(value = "two", source = "t*") Delivery delivery,
        @Default EventMetadata metadata,
        Notebook seen) {
      seen.write(metadata.getQualifiers());
    }

    void object(
        @Observes @Webhook("types") JsonObject object, EventMetadata metadata, Notebook seen) {
      seen.write(metadata.getType());
    }

    void delivery(
        @Observes @Webhook("types") Delivery delivery, EventMetadata metadata, Notebook seen) {
      seen.write(metadata.getType());
    }

    void list(@Observes @Webhook("lists") List<Run> runs, EventMetadata metadata, Notebook seen) {
      ParameterizedType type = (ParameterizedType) metadata.getType();
      seen.write(List.of(type.getRawType(), type.getActualTypeArguments()[0]));
    }

    void fires(
        @Observes @Webhook("fires") Run run,
        EventMetadata metadata,
        Event<Run> runs,
        Notebook seen) {
      runs.fire(run);
      seen.write("still " + metadata.getType());
    }

    void ordinary(@Observes Run run, EventMetadata metadata, Notebook seen) {
      assertThat(metadata.getInjectionPoint()).isNotNull();
      seen.write("ordinary " + metadata.getType());
    }
  }

  abstract static class Base {
    void inherited(
        @Observes @Webhook("inherited") String body, EventMetadata metadata, Notebook seen) {
      seen.write(metadata.getType());
    }
  }

  @ApplicationScoped
  static class Inheriting extends Base {}
}
