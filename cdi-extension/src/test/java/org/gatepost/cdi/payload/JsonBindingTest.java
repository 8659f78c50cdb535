package org.gatepost.cdi.payload;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What JSON-B binds. */
class JsonBindingTest {
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void recordWithNestedRecordEnumTimeAndExactNumber() {
    deliver(
        "run",
        """
        {"id": "r1", "at": "2026-03-01T11:59:58.5Z", "cost": 0.10, "state": "DONE", "agent": {"name": "a"}}
        """);

    assertThat(application.seen())
        .containsExactly(
            new Run(
                "r1",
                Instant.parse("2026-03-01T11:59:58.5Z"),
                new BigDecimal("0.10"),
                State.DONE,
                new Agent("a", Optional.empty())));
  }

  @Test
  void optionalIsFilledWherePresentAndEmptyWhereAbsent() {
    deliver("agent", "{\"name\": \"a\", \"model\": \"m\"}");
    deliver("agent", "{\"name\": \"b\"}");

    assertThat(application.seen())
        .containsExactly(new Agent("a", Optional.of("m")), new Agent("b", Optional.empty()));
  }

  @Test
  void unknownFieldsAreIgnored() {
    deliver("agent", "{\"new\": {\"x\": [1, {}]}, \"name\": \"a\", \"other\": null}");

    assertThat(application.seen()).containsExactly(new Agent("a", Optional.empty()));
  }

  @Test
  void absentFieldsOfRecordAreNull() {
    deliver("run", "{\"id\": \"r1\"}");

    assertThat(application.seen()).containsExactly(new Run("r1", null, null, null, null));
  }

  @Test
  void classWithAccessors() {
    deliver("quota", "{\"used\": 90, \"limit\": 100}");

    assertThat(application.seen()).containsExactly("90 of 100");
  }

  @Test
  void listOfRecords() {
    deliver("agents", "[{\"name\": \"a\"}, {\"name\": \"b\", \"model\": \"m\"}]");

    assertThat(application.seen())
        .containsExactly(
            List.of(new Agent("a", Optional.empty()), new Agent("b", Optional.of("m"))));
  }

  @Test
  void mapOfRecords() {
    deliver("by-name", "{\"first\": {\"name\": \"a\"}}");

    assertThat(application.seen())
        .containsExactly(Map.of("first", new Agent("a", Optional.empty())));
  }

  @Test
  void mapOfLists() {
    deliver("numbers", "{\"odd\": [1, 3], \"none\": []}");

    assertThat(application.seen()).containsExactly(Map.of("odd", List.of(1, 3), "none", List.of()));
  }

  @Test
  void genericRecord() {
    deliver("page", "{\"number\": 2, \"rows\": [{\"name\": \"a\"}]}");

    assertThat(application.seen())
        .containsExactly(new Page<>(2, List.of(new Agent("a", Optional.empty()))));
  }

  @Test
  void genericClass() {
    deliver("envelope", "{\"data\": {\"name\": \"a\"}}");

    assertThat(application.seen()).containsExactly(new Agent("a", Optional.empty()));
  }

  @Test
  void array() {
    deliver("array", "[{\"name\": \"a\"}]");

    assertThat(application.seen()).containsExactly("1 agent: a");
  }

  @Test
  void interfaceThatSaysHow() {
    deliver("pet", "{\"kind\": \"dog\", \"name\": \"Rex\"}");

    assertThat(application.seen()).containsExactly(new Dog("Rex"));
  }

  @Test
  void scalars() {
    deliver("number", "1.50");
    deliver("enum", "\"DONE\"");
    deliver("time", "\"2026-03-01T11:59:58.5Z\"");
    deliver("optional", "{\"name\": \"a\"}");

    assertThat(application.seen())
        .containsExactly(
            new BigDecimal("1.50"),
            State.DONE,
            Instant.parse("2026-03-01T11:59:58.5Z"),
            Optional.of(new Agent("a", Optional.empty())));
  }

  private void deliver(String type, String body) {
    assertThat(application.deliver(type, body)).isEqualTo("DONE");
  }

  enum State {
    RUNNING,
    DONE
  }

  public record Agent(String name, Optional<String> model) {}

  public record Run(String id, Instant at, BigDecimal cost, State state, Agent agent) {}

  public record Page<T>(int number, List<T> rows) {}

  // Not a record: Yasson 3.0 does not resolve a type variable that is a component's whole type.
  public static class Envelope<T> {
    public T data;
  }

  public static class Quota {
    private int used;
    private int limit;

    public void setUsed(int used) {
      this.used = used;
    }

    public void setLimit(int limit) {
      this.limit = limit;
    }

    @Override
    public String toString() {
      return used + " of " + limit;
    }
  }

  @JsonbTypeInfo(key = "kind", value = @JsonbSubtype(alias = "dog", type = Dog.class))
  public interface Pet {}

  public static class Dog implements Pet {
    public String name;

    public Dog() {}

    Dog(String name) {
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Dog dog && dog.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  @ApplicationScoped
  static class Observers {
    void pet(@Observes @Webhook("pet") Pet pet, Notebook seen) {
      seen.write(pet);
    }

    void number(@Observes @Webhook("number") BigDecimal number, Notebook seen) {
      seen.write(number);
    }

    void state(@Observes @Webhook("enum") State state, Notebook seen) {
      seen.write(state);
    }

    void time(@Observes @Webhook("time") Instant time, Notebook seen) {
      seen.write(time);
    }

    void optional(@Observes @Webhook("optional") Optional<Agent> agent, Notebook seen) {
      seen.write(agent);
    }

    void run(@Observes @Webhook("run") Run run, Notebook seen) {
      seen.write(run);
    }

    void agent(@Observes @Webhook("agent") Agent agent, Notebook seen) {
      seen.write(agent);
    }

    void quota(@Observes @Webhook("quota") Quota quota, Notebook seen) {
      seen.write(quota.toString());
    }

    void agents(@Observes @Webhook("agents") List<Agent> agents, Notebook seen) {
      seen.write(agents);
    }

    void byName(@Observes @Webhook("by-name") Map<String, Agent> agents, Notebook seen) {
      seen.write(agents);
    }

    void numbers(@Observes @Webhook("numbers") Map<String, List<Integer>> numbers, Notebook seen) {
      seen.write(numbers);
    }

    void page(@Observes @Webhook("page") Page<Agent> page, Notebook seen) {
      seen.write(page);
    }

    void envelope(@Observes @Webhook("envelope") Envelope<Agent> envelope, Notebook seen) {
      seen.write(envelope.data);
    }

    void array(@Observes @Webhook("array") Agent[] agents, Notebook seen) {
      seen.write(agents.length + " agent: " + agents[0].name());
    }
  }
}
