package org.gatepost.cdi.payload;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that one observer cannot take reaches the others, and is in no log line. */
@Tag("each-jsonb")
class InvalidPayloadTest {
  private static final String CANARY = "zaunkoenig";

  @AutoClose private final LogLines log = new LogLines();
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          run    | {'count': 'zaunkoenig'}
          run    | {'count': 'property \\'zaunkoenig\\''}
          run    | {'at': 'zaunkoenig'}
          run    | {'at': 'Unable to deserialize property \\'zaunkoenig\\''}
          run    | {'limits': {'zaunkoenig': 'zaunkoenig'}}
          run    | {'zaunkoenig'
          run    | {'count': 1, zaunkoenig}
          run    | zaunkoenig
          run    | 'zaunkoenig'
          run    | ['zaunkoenig']
          strict | {'name': 'Unable to deserialize property \\'zaunkoenig\\''}
          object | ['zaunkoenig']
          object | 'zaunkoenig'
          object | {'zaunkoenig'}
          array  | {'zaunkoenig': 1}
          value  | zaunkoenig
          run    | {} zaunkoenig
          object | {} zaunkoenig
          object | {}{'zaunkoenig': 1}
          array  | []]
          value  | 7 zaunkoenig
          run    | [{'count': 1}, {'zaunkoenig': 1}]
          """)
  void reachesOnlyTheOtherObserversAndNoLogLine(String type, String body) {
    String json = body.replace("\\'", "#").replace('\'', '"').replace('#', '\'');

    assertThat(application.deliver(type, json)).isEqualTo("INVALID");

    assertThat(application.seen()).hasOnlyElementsOfType(Delivery.class);
    assertThat(log.with("GP120")).hasSize(1);
    assertThat(log.with(CANARY)).isEmpty();
  }

  @Test
  void logNamesObserverTypeAndProperty() {
    application.deliver("run", "{\"limits\": {\"a\": \"b\"}}");

    assertThat(log.with("GP120"))
        .singleElement()
        .asString()
        .contains(
            "Observers#run(",
            Run.class.getTypeName() + (isJohnzon() ? " (" : " at limits ("),
            "int cannot hold at limits")
        .contains("Delivery[source=test, type=run, key=msg_");
  }

  @Test
  void logNamesThePathToNestedProperty() {
    application.deliver("run", "{\"inner\": {\"count\": \"b\"}}");

    assertThat(log.with("GP120"))
        .singleElement()
        .asString()
        .contains(
            isJohnzon() ? "Run (" : " at inner, count (",
            "the body has a string that int cannot hold at count");
  }

  /** What Johnzon itself says of a place, in a class and in a record within another. */
  @Test
  void logNamesThePlaceThatTheLibraryKnows() {
    application.deliver("nested", "{\"times\": {\"at\": \"" + CANARY + "\"}}");

    assertThat(log.with("GP120"))
        .singleElement()
        .asString()
        .contains("Nested at times, " + (isJohnzon() ? "Times (" : "at ("));
    assertThat(log.with(CANARY)).isEmpty();
  }

  private static boolean isJohnzon() {
    return JsonbBuilder.newBuilder().getClass().getName().contains("johnzon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "object", "array", "value", "text"})
  void bytesThatAreNotUtf8(String type) {
    byte[] body = ("{\"a\":\"" + CANARY + "?\"}").getBytes(StandardCharsets.UTF_8);
    body[body.length - 3] = (byte) 0xFF;

    assertThat(application.deliver(type, body)).isEqualTo("INVALID");
    assertThat(log.with("GP120")).singleElement().asString().contains("the body is not UTF-8");
    assertThat(log.with(CANARY)).isEmpty();
    assertThat(application.seen()).hasOnlyElementsOfType(Delivery.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "object", "array"})
  void nullBody(String type) {
    assertThat(application.deliver(type, "null")).isEqualTo("INVALID");
    assertThat(application.seen()).hasOnlyElementsOfType(Delivery.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "object", "array", "value"})
  void emptyBody(String type) {
    assertThat(application.deliver(type, "")).isEqualTo("INVALID");
    assertThat(application.seen()).hasOnlyElementsOfType(Delivery.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "array", "value", "run"})
  void nestedDeeperThanAnyoneNeeds(String type) {
    assertThat(application.deliver(type, "[".repeat(200_000))).isEqualTo("INVALID");
    assertThat(application.deliver(type, "[".repeat(50_000) + "]".repeat(50_000)))
        .isEqualTo("INVALID");
    assertThat(application.seen()).hasOnlyElementsOfType(Delivery.class);
    assertThat(application.deliver("any", "[[]]")).isEqualTo("DONE");
  }

  @Test
  void logSaysWhichKindOfJsonCame() {
    application.deliver("object", "[1]");

    assertThat(log.with("GP120"))
        .singleElement()
        .asString()
        .contains("the body has ARRAY where JsonObject is observed");
  }

  public static class Nested {
    public Times times;
  }

  public record Times(Instant at) {}

  /** A record whose message quotes what it was given. */
  public record Strict(String name) {
    public Strict {
      throw new IllegalArgumentException(name);
    }
  }

  public record Run(int count, Instant at, Map<String, Integer> limits, Run inner) {}

  @ApplicationScoped
  static class Observers {
    // Takes anything, and runs whatever the others take.
    void first(@Observes @Priority(1) @Webhook("**") Delivery delivery, Notebook seen) {
      seen.write(delivery);
    }

    void run(@Observes @Webhook("run") Run run, Notebook seen) {
      seen.write(run);
    }

    void nested(@Observes @Webhook("nested") Nested nested, Notebook seen) {
      seen.write(nested);
    }

    void strict(@Observes @Webhook("strict") Strict strict, Notebook seen) {
      seen.write(strict);
    }

    void object(@Observes @Webhook("object") JsonObject object, Notebook seen) {
      seen.write(object);
    }

    void array(@Observes @Webhook("array") JsonArray array, Notebook seen) {
      seen.write(array);
    }

    void value(@Observes @Webhook("value") JsonValue value, Notebook seen) {
      seen.write(value);
    }

    void text(@Observes @Webhook("text") String text, Notebook seen) {
      seen.write(text);
    }

    void any(@Observes @Webhook("any") Object any, Notebook seen) {
      seen.write(any);
    }
  }
}
