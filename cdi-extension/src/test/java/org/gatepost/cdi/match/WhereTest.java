package org.gatepost.cdi.match;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonObject;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Observers that want some deliveries for what is in them. */
class WhereTest {
  @AutoClose private final LogLines log = new LogLines();
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void pathIsFromTheRootWhateverPartIsBound() {
    assertThat(application.deliver("run", "{\"data\": {\"id\": \"r1\", \"cost\": 0.11}}"))
        .isEqualTo("DONE");
    assertThat(application.deliver("run", "{\"data\": {\"id\": \"r2\", \"cost\": 0.10}}"))
        .isEqualTo("IGNORED");

    assertThat(application.seen()).containsExactly("costly r1");
  }

  @Test
  void allConditionsOfOneParameterMustHold() {
    application.deliver("all", "{\"a\": 1, \"b\": 1}");
    application.deliver("all", "{\"a\": 1, \"b\": 2}");
    application.deliver("all", "{\"a\": 2, \"b\": 2}");

    assertThat(application.seen()).containsExactly("all {\"a\":1,\"b\":2}");
  }

  @Test
  void versionsOfAPayloadGoToObserversOfTheirOwn() {
    application.deliver("charge", "{\"api_version\": \"2024-06-20\", \"amount\": 1}");
    application.deliver("charge", "{\"api_version\": \"2025-01-27\", \"amount\": {\"value\": 2}}");
    application.deliver("charge", "{\"amount\": 3}");

    assertThat(application.seen()).containsExactly("2024: 1", "later: 2", "unversioned");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "{\"a\": 1", "{\"a\": 1} {}"})
  void bodyThatIsNotJsonMeetsNoCondition(String body) {
    assertThat(application.deliver("json", body)).isEqualTo("IGNORED");
    assertThat(application.deliver("all", body)).isEqualTo("IGNORED");
    assertThat(application.seen()).isEmpty();
    assertThat(log.with("GP120")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "\"a\"", "[]", "null", "{\"a\": null}"})
  void anyJsonIsLookedInto(String body) {
    String outcome = body.startsWith("{") ? "IGNORED" : "DONE";

    assertThat(application.deliver("json", body)).isEqualTo(outcome);
  }

  @Test
  void bodyThatDoesNotBindIsNoTroubleForObserverThatDoesNotWantIt() {
    assertThat(application.deliver("typed", "{\"kind\": \"other\", \"count\": \"many\"}"))
        .isEqualTo("IGNORED");
    assertThat(application.deliver("typed", "{\"kind\": \"counted\", \"count\": \"many\"}"))
        .isEqualTo("INVALID");
  }

  @Test
  void observerThatIsDoneIsNotCalledAgainThoughItsConditionsHold() {
    String body = "{\"data\": {\"id\": \"r1\", \"cost\": 1}}";
    assertThat(application.deliver("id-1", "fails", body)).isEqualTo("FAILED");
    assertThat(application.deliver("id-1", "fails", body)).isEqualTo("FAILED");

    assertThat(application.seen()).containsExactly("done");
  }

  public record Run(String id) {}

  public record Counted(int count) {}

  @ApplicationScoped
  static class Observers {
    void costly(
        @Observes
            @Webhook(value = "run", at = "/data")
            @Where(path = "/data/cost", greaterThan = "0.10")
            Run run,
        Notebook seen) {
      seen.write("costly " + run.id());
    }

    void all(
        @Observes
            @Webhook("all")
            @Where(path = "/a", equalTo = "1")
            @Where(
                path = "/b",
                in = {"2", "3"})
            String body,
        Notebook seen) {
      seen.write("all " + body.replace(" ", ""));
    }

    void old(
        @Observes @Webhook("charge") @Where(path = "/api_version", startsWith = "2024-")
            JsonObject charge,
        Notebook seen) {
      seen.write("2024: " + charge.getInt("amount"));
    }

    void later(
        @Observes @Webhook("charge") @Where(path = "/amount/value", exists = true)
            JsonObject charge,
        Notebook seen) {
      seen.write("later: " + charge.getJsonObject("amount").getInt("value"));
    }

    void unversioned(
        @Observes @Webhook("charge") @Where(path = "/api_version", exists = false) byte[] charge,
        Notebook seen) {
      seen.write("unversioned");
    }

    void json(@Observes @Webhook("json") @Where(path = "/a", exists = false) String body) {}

    void typed(
        @Observes @Webhook("typed") @Where(path = "/kind", equalTo = "counted") Counted counted) {}

    void done(
        @Observes @Webhook("fails") @Where(path = "/data/cost", greaterThan = "0") String body,
        Notebook seen) {
      seen.write("done");
    }

    void fails(@Observes @Webhook("fails") String body) {
      throw new IllegalStateException("expected");
    }
  }
}
