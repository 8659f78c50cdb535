package org.gatepost.sample;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonPatch;
import jakarta.json.JsonReader;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.StringReader;
import java.util.stream.Stream;
import org.gatepost.sample.automation.AutomationEvent;
import org.gatepost.sample.broxi.Quota;
import org.gatepost.sample.broxi.UserMessage;
import org.gatepost.sample.broxi.Workflow;
import org.gatepost.sample.server.Payloads;
import org.gatepost.sample.sop.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records hold everything that the senders' documents show, and let what is added pass. */
class EventRecordsTest {
  private final Jsonb jsonb = JsonbBuilder.create();

  private record Event(Class<?> type, JsonObject json) {
    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  private static Stream<Event> documented() {
    return Stream.of(
        new Event(Workflow.class, data(Payloads.workflowCompleted("del_1"))),
        new Event(Workflow.class, data(Payloads.workflowFailed("del_1"))),
        new Event(UserMessage.class, json(Payloads.userMessage("del_1"))),
        new Event(Quota.class, data(Payloads.quotaWarning("del_1"))),
        new Event(Run.class, json(Payloads.sopRun("run_1"))),
        new Event(AutomationEvent.class, json(Payloads.automation("evt_1"))));
  }

  @ParameterizedTest
  @MethodSource("documented")
  void recordHoldsAllThatIsDocumented(Event event) {
    Object bound = jsonb.fromJson(event.json().toString(), event.type());

    JsonPatch difference = Json.createDiff(json(jsonb.toJson(bound)), event.json());

    assertThat(difference.toJsonArray()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documented")
  void recordLetsPassWhatIsAdded(Event event) {
    JsonObject later =
        Json.createObjectBuilder(event.json())
            .add("added_later", Json.createObjectBuilder().add("a", 1))
            .build();

    assertThat(jsonb.fromJson(later.toString(), event.type()))
        .isEqualTo(jsonb.fromJson(event.json().toString(), event.type()));
  }

  @Test
  void recordDoesWithoutWhatIsLeftOut() {
    assertThat(jsonb.fromJson("{\"workflow_id\": \"w\", \"run_id\": \"r\"}", Workflow.class))
        .extracting(Workflow::runId, Workflow::cost, Workflow::error)
        .containsExactly("r", null, null);
  }

  private static JsonObject data(String body) {
    return json(body).getJsonObject("data");
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
