package org.gatepost.cdi.payload;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** An application that has a {@link Jsonb} of its own. */
class OwnJsonbTest {

  @Test
  void itBindsWhatIsDelivered() {
    try (TestApplication application = TestApplication.with(Observers.class, Configuration.class)) {
      assertThat(application.deliver("run", "{\"run_id\": \"r1\"}")).isEqualTo("DONE");
      assertThat(application.deliver("shape", "\"circle\"")).isEqualTo("DONE");

      assertThat(application.seen()).containsExactly("r1", "circle");
    }
  }

  @Test
  void itIsNotClosedByUs() throws Exception {
    Jsonb jsonb = JsonbBuilder.create(Configuration.config());
    Given.jsonb = jsonb;
    TestApplication.with(Observers.class, Given.class).close();

    assertThat(jsonb.fromJson("{\"run_id\": \"r1\"}", Run.class).runId()).isEqualTo("r1");
    jsonb.close();
  }

  @Test
  void theServersIsClosedByUs() {
    Colours.made.clear();

    try (TestApplication application = TestApplication.with(Painter.class, Colours.class)) {
      assertThat(application.deliver("painted", "{\"colour\": \"red\"}")).isEqualTo("DONE");
      assertThat(Colours.made).containsExactly("red");
    }

    // It gives back what it has had the container make.
    assertThat(Colours.made).containsExactly("red", "destroyed");
  }

  public record Run(String runId) {}

  public record Colour(String name) {}

  public record Wall(@JsonbTypeAdapter(Colours.class) Colour colour) {}

  @Dependent
  public static class Colours implements JsonbAdapter<Colour, String> {
    static final List<String> made = new CopyOnWriteArrayList<>();

    @Override
    public String adaptToJson(Colour colour) {
      return colour.name();
    }

    @Override
    public Colour adaptFromJson(String name) {
      made.add(name);
      return new Colour(name);
    }

    @PreDestroy
    void destroy() {
      made.add("destroyed");
    }
  }

  @ApplicationScoped
  static class Painter {
    void paint(@Observes @Webhook("painted") Wall wall) {}
  }

  /** What only the application knows how to make. */
  public interface Shape {
    String name();
  }

  public record Named(String name) implements Shape {}

  public static final class ShapeAdapter implements JsonbAdapter<Shape, String> {
    @Override
    public String adaptToJson(Shape shape) {
      return shape.name();
    }

    @Override
    public Shape adaptFromJson(String name) {
      return new Named(name);
    }
  }

  @ApplicationScoped
  static class Configuration {
    static JsonbConfig config() {
      return new JsonbConfig()
          .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
          .withAdapters(new ShapeAdapter());
    }

    @Produces
    @ApplicationScoped
    Jsonb jsonb() {
      return JsonbBuilder.create(config());
    }
  }

  @ApplicationScoped
  static class Given {
    // The producer has nowhere else to take it from.
    private static Jsonb jsonb;

    @Produces
    Jsonb jsonb() {
      return jsonb;
    }
  }

  @ApplicationScoped
  static class Observers {
    void run(@Observes @Webhook("run") Run run, Notebook seen) {
      seen.write(run.runId());
    }

    void shape(@Observes @Webhook("shape") Shape shape, Notebook seen) {
      seen.write(shape.name());
    }
  }
}
