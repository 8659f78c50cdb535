package org.gatepost.cdi.payload;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are forms. */
class FormTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String RUN = "{\"id\":\"größe\",\"count\":3}";

  @AutoClose private final LogLines log = new LogLines();
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void fieldsAreAMapOfLists() {
    assertThat(deliver("fields", "b=2&a=1&b=%C3%B6+%26&c")).isEqualTo("DONE");

    assertThat(application.seen())
        .containsExactly(Map.of("a", List.of("1"), "b", List.of("2", "ö &"), "c", List.of("")));
  }

  @Test
  void fieldThatHoldsJsonIsTheBody() {
    String body = "x=1&payload=" + URLEncoder.encode(RUN, StandardCharsets.UTF_8);
    assertThat(deliver("typed", body)).isEqualTo("DONE");
    assertThat(deliver("json", body)).isEqualTo("DONE");
    assertThat(deliver("part", body)).isEqualTo("DONE");
    assertThat(deliver("where", body)).isEqualTo("DONE");

    assertThat(application.seen())
        .containsExactly(new Run("größe", 3), RUN, "größe", new Run("größe", 3));
  }

  @Test
  void fieldsWithoutJsonAreLookedIntoLikeAnObject() {
    String body = "id=a&count=3&id2=x&id2=y";
    assertThat(deliver("json", body)).isEqualTo("DONE");
    assertThat(deliver("part", body)).isEqualTo("DONE");
    assertThat(deliver("where", body)).isEqualTo("DONE");
    assertThat(deliver("where", "id=a&count=4")).isEqualTo("IGNORED");

    assertThat(application.seen())
        .containsExactly(
            "{\"id\":\"a\",\"count\":\"3\",\"id2\":[\"x\",\"y\"]}", "a", new Run("a", 3));
  }

  @Test
  void textIsTheFormAsItCame() {
    assertThat(deliver("text", "payload=%7B%7D&a=+")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("payload=%7B%7D&a=+");
  }

  @Test
  void mapOfListsIsBoundWhereJsonCame() {
    assertThat(application.deliver("fields", "{\"a\": [\"1\"]}")).isEqualTo("DONE");
    assertThat(deliver("fields", "payload=%7B%22b%22%3A%5B%222%22%5D%7D")).isEqualTo("DONE");

    assertThat(application.seen())
        .containsExactly(Map.of("a", List.of("1")), Map.of("b", List.of("2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%ZZ", "a=%FF", "payload=%7B%7D&payload=%7B%7D"})
  void malformedFormIsRefused(String body) {
    assertThat(deliver("fields", body)).isEqualTo("INVALID");
    assertThat(deliver("typed", body)).isEqualTo("INVALID");
    assertThat(deliver("json", body)).isEqualTo("INVALID");
    assertThat(deliver("where", body)).isEqualTo("IGNORED");
    assertThat(application.seen()).isEmpty();
    assertThat(log.with("GP120")).hasSize(3);
  }

  @Test
  void fieldThatHoldsNoJsonIsRefused() {
    assertThat(deliver("typed", "payload=zaunkoenig")).isEqualTo("INVALID");
    assertThat(deliver("json", "payload=")).isEqualTo("INVALID");
    assertThat(log.with("zaunkoenig")).isEmpty();
  }

  @Test
  void jsonDeclaredAsAFormIsJson() {
    assertThat(deliver("typed", RUN)).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly(new Run("größe", 3));
  }

  private String deliver(String type, String body) {
    return application.deliverAs(FORM, type, body.getBytes(StandardCharsets.UTF_8));
  }

  public record Run(String id, int count) {}

  @ApplicationScoped
  static class Observers {
    void fields(@Observes @Webhook("fields") Map<String, List<String>> fields, Notebook seen) {
      seen.write(fields);
    }

    void typed(@Observes @Webhook("typed") Run run, Notebook seen) {
      seen.write(run);
    }

    void json(@Observes @Webhook("json") JsonObject json, Notebook seen) {
      seen.write(json.toString());
    }

    void part(@Observes @Webhook(value = "part", at = "/id") String id, Notebook seen) {
      seen.write(id);
    }

    void where(
        @Observes @Webhook("where") @Where(path = "/count", lessThan = "4") Run run,
        Notebook seen) {
      seen.write(run);
    }

    void text(@Observes @Webhook("text") String text, Notebook seen) {
      seen.write(text);
    }
  }
}
