package org.gatepost.cdi.payload;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonValue;
import java.util.List;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of a body that {@code at} points to. */
class PayloadPartTest {
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void recordIsBoundFromThePart() {
    assertThat(application.deliver("run", "{\"data\": {\"id\": \"r1\"}, \"id\": \"e1\"}"))
        .isEqualTo("DONE");

    assertThat(application.seen()).containsExactly(new Run("r1"));
  }

  @Test
  void pointerGoesThroughArraysAndEscapes() {
    assertThat(application.deliver("deep", "{\"a/b\": [{}, {\"c~d\": [{\"id\": \"r1\"}]}]}"))
        .isEqualTo("DONE");

    assertThat(application.seen()).containsExactly(List.of(new Run("r1")));
  }

  @Test
  void textIsTheStringWithoutItsQuotes() {
    assertThat(application.deliver("text", "{\"name\": \"a \\\"b\\\" ü\"}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("a \"b\" ü");
  }

  @Test
  void jsonValueIsThePart() {
    assertThat(application.deliver("value", "{\"a\": false}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly(JsonValue.FALSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"Data\": {}}", "\"data\"", "null", "{\"data\": null}", ""})
  void bodyWithoutThePartIsInvalid(String body) {
    assertThat(application.deliver("run", body)).isEqualTo("INVALID");

    assertThat(application.seen()).isEmpty();
  }

  @Test
  void logSaysWhichPartIsMissing() {
    try (LogLines log = new LogLines()) {
      application.deliver("run", "{\"other\": {}}");

      assertThat(log.with("GP120"))
          .singleElement()
          .asString()
          .contains("the body has nothing at /data");
    }
  }

  public record Run(String id) {}

  @ApplicationScoped
  static class Observers {
    void run(@Observes @Webhook(value = "run", at = "/data") Run run, Notebook seen) {
      seen.write(run);
    }

    void deep(
        @Observes @Webhook(value = "deep", at = "/a~1b/1/c~0d") List<Run> runs, Notebook seen) {
      seen.write(runs);
    }

    void text(@Observes @Webhook(value = "text", at = "/name") String name, Notebook seen) {
      seen.write(name);
    }

    void value(@Observes @Webhook(value = "value", at = "/a") JsonValue value, Notebook seen) {
      seen.write(value);
    }
  }
}
