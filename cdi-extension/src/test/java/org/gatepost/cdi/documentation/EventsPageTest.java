package org.gatepost.cdi.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Every example of {@code docs/reference/events.md} is code of this package, and does what the page
 * says.
 */
class EventsPageTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @AutoClose
  private final TestApplication application =
      TestApplication.with(
          Journal.class,
          Runs.class,
          Charges.class,
          Commands.class,
          Configuration.class,
          Trail.class,
          Noting.class);

  @ApplicationScoped
  static class Noting {
    void on(@Observes @Webhook(value = "*", source = "noted") String body, Trail trail) {
      trail.note(body);
    }
  }

  @Test
  void everyExampleIsCompiled() throws IOException {
    String sources = "";
    try (Stream<Path> files = Files.list(Path.of("src/test/java/org/gatepost/cdi/documentation"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources += Files.readString(file);
      }
    }
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("../docs/reference/events.md")))
            .results()
            .map(block -> block.group(1))
            .toList();

    assertThat(blocks).hasSize(9);
    for (String block : blocks) {
      assertThat(withoutSpace(sources)).contains(withoutSpace(block));
    }
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void runsArriveAsThePageSays() {
    application.deliverFrom("broxi", "workflow.completed", "{\"id\": \"r1\", \"new\": 1}");
    application.deliverFrom("broxi", "workflow.failed", "{\"id\": \"r2\"}");
    application.deliverFrom("other", "workflow.failed", "{\"id\": \"r3\"}");
    application.deliverFrom(
        "sop", "workflow.paused", "{\"data\": {\"id\": \"r4\", \"cost\": 0.11}}");

    assertThat(lines())
        .containsExactly(
            "r1 completed, says broxi",
            "r2 failed",
            "nobody knows workflow.failed",
            "r4 cost 0.11");
  }

  @Test
  void deliveryIsLookedUpAnewForEach() {
    application.deliverFrom("noted", "one", "{}");
    application.deliverFrom("noted", "two", "{}");

    assertThat(lines()).containsExactly("one: {}", "two: {}");
  }

  @Test
  void constraintsAreChecked() {
    assertThat(application.deliver("workflow.completed", "{\"id\": \"\"}")).isEqualTo("INVALID");
    assertThat(
            application.deliver(
                "workflow.completed", "{\"id\": \"r1\", \"steps\": [{\"name\": \"\"}]}"))
        .isEqualTo("INVALID");
    assertThat(lines()).isEmpty();
  }

  @Test
  void chargesArriveAsThePageSays() {
    application.deliver("charge.succeeded", "{\"id\": \"c1\"}");
    application.deliver("invoice.paid", "{\"charge\": {\"id\": \"c2\"}}");
    application.deliver("charge.refunded", "{\"api_version\": \"2025-01-27\", \"id\": \"c3\"}");
    application.deliver("charge.refunded", "{\"charge_id\": \"c4\"}");
    application.deliver("charge.refunded", "{\"api_version\": \"2026-01-01\", \"id\": \"c5\"}");

    assertThat(lines())
        .containsExactly(
            "c1 paid", "c2 paid", "c3 refunded", "c4 refunded", "nobody knows charge.refunded");
  }

  @Test
  void formsArriveAsThePageSays() {
    byte[] form = "command=%2Fweather&text=94070".getBytes(StandardCharsets.UTF_8);
    application.deliverFormFrom("slack", "", form);

    assertThat(lines()).containsExactlyInAnyOrder("[/weather] came", "weather in 94070");
  }

  @Test
  void ownJsonbIsUsed() {
    application.deliver("workflow.completed", "{\"id\": \"r1\", \"finished_at\": \"no time\"}");

    assertThat(lines()).isEmpty();
  }

  private List<String> lines() {
    return application.bean(Journal.class).lines();
  }
}
