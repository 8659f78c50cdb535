package org.gatepost.cdi.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.model.event.Event;
import com.slack.api.util.json.GsonFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.cdi.TestSource;
import org.gatepost.event.Webhook;
import org.gatepost.receiver.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event that Slack's own library knows, as that library writes it. */
class SlackLibraryTest {
  private static final String PACKAGE = EventsApiPayload.class.getPackageName().replace('.', '/');
  private static final Gson GSON = GsonFactory.createSnakeCase();

  private static TestApplication application;

  private final TestSource slack = TestSource.of("slack", "slack", "s3cr3t");

  @BeforeAll
  static void start() {
    application = TestApplication.with(Observers.class);
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  static List<Class<?>> payloads() throws Exception {
    Path library =
        Path.of(EventsApiPayload.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile jar = new JarFile(library.toFile())) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(PACKAGE) && name.matches(".*/[A-Za-z]+\\.class"))
          .<Class<?>>map(name -> type(name.replace('/', '.').replace(".class", "")))
          .filter(type -> !type.isInterface() && EventsApiPayload.class.isAssignableFrom(type))
          .toList();
    }
  }

  @Test
  void libraryKnowsAHundredEvents() throws Exception {
    assertThat(payloads()).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void isDispatchedByItsTypeAndBound(Class<? extends EventsApiPayload<Event>> type)
      throws Exception {
    EventsApiPayload<Event> payload = type.getDeclaredConstructor().newInstance();
    Event event = (Event) eventOf(type).getDeclaredConstructor().newInstance();
    payload.setType(EventsApiPayload.TYPE);
    payload.setEventId("Ev " + type.getSimpleName());
    payload.setTeamId("T061EG9R6");
    payload.setAuthedUsers(List.of("U061F7AUR"));
    payload.setEvent(event);

    assertThat(slack.deliver(slack.request(Map.of(), GSON.toJson(payload))))
        .isEqualTo(Answer.SUCCESS);

    assertThat(application.seen())
        .contains(
            "any " + payload.getEventId() + " " + event.getType(),
            "bound " + payload.getEventId() + " T061EG9R6 [U061F7AUR] " + event.getType());
  }

  private static Class<?> eventOf(Class<?> payload) throws NoSuchFieldException {
    return payload.getDeclaredField("event").getType();
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  public record Callback(
      @JsonbProperty("event_id") String id,
      @JsonbProperty("team_id") String team,
      @JsonbProperty("authed_users") List<String> users,
      JsonObject event) {}

  @ApplicationScoped
  static class Observers {
    void any(@Observes @Webhook(value = "**", source = "slack") Delivery delivery, Notebook seen) {
      seen.write("any " + delivery.id().orElseThrow() + " " + delivery.type());
    }

    void bound(@Observes @Webhook(value = "*", source = "slack") Callback callback, Notebook seen) {
      seen.write(
          String.join(
              " ",
              "bound",
              callback.id(),
              callback.team(),
              String.valueOf(callback.users()),
              callback.event().getString("type")));
    }
  }
}
