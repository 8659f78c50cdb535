package org.gatepost.cdi.payload;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A type is bound once for each delivery, however many observers share it. */
class BoundOnceTest {
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @BeforeEach
  void countFromZero() {
    Counted.MADE.set(0);
  }

  @Test
  void observersOfOneTypeShareOneObject() {
    assertThat(application.deliver("shared", "{\"id\": \"a\"}")).isEqualTo("DONE");

    assertThat(Counted.MADE).hasValue(1);
    assertThat(application.seen()).hasSize(3);
    assertThat(new HashSet<>(application.seen())).hasSize(1);
  }

  @Test
  void eachDeliveryHasItsOwn() {
    application.deliver("shared", "{\"id\": \"a\"}");
    application.deliver("shared", "{\"id\": \"a\"}");

    assertThat(Counted.MADE).hasValue(2);
  }

  @Test
  void genericTypesAreToldApartByTheirArguments() {
    assertThat(application.deliver("generic", "[{\"id\": \"a\"}]")).isEqualTo("DONE");

    Set<String> elements =
        application.seen().stream()
            .map(list -> ((List<?>) list).iterator().next().getClass().getSimpleName())
            .collect(Collectors.toSet());
    assertThat(application.seen()).hasSize(3);
    assertThat(elements).containsExactlyInAnyOrder("Counted", "Other");
    assertThat(Counted.MADE).hasValue(1);
  }

  @Test
  void differentPartsAreBoundEach() {
    assertThat(application.deliver("parts", "{\"a\": {\"id\": \"1\"}, \"b\": {\"id\": \"2\"}}"))
        .isEqualTo("DONE");

    assertThat(Counted.MADE).hasValue(2);
    assertThat(application.seen()).extracting("id").containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void observerCannotChangeTheBytesOfTheNext() {
    assertThat(application.deliver("bytes", "abc")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("abc", "abc");
  }

  /** Equal only to itself. */
  public static final class Counted {
    static final AtomicInteger MADE = new AtomicInteger();
    public final String id;

    @JsonbCreator
    public Counted(@JsonbProperty("id") String id) {
      MADE.incrementAndGet();
      this.id = id;
    }
  }

  public record Other(String id) {}

  @ApplicationScoped
  static class Observers {
    void one(@Observes @Webhook("shared") Counted counted, Notebook seen) {
      seen.write(counted);
    }

    void two(@Observes @Webhook("*hared") Counted counted, Notebook seen) {
      seen.write(counted);
    }

    void three(@Observes @Webhook("shared*") Counted counted, Notebook seen) {
      seen.write(counted);
    }

    void list(@Observes @Webhook("generic") List<Counted> list, Notebook seen) {
      seen.write(list);
    }

    void sameList(@Observes @Webhook("generic") List<Counted> list, Notebook seen) {
      seen.write(list);
    }

    void otherList(@Observes @Webhook("generic") List<Other> list, Notebook seen) {
      seen.write(list);
    }

    void partA(@Observes @Webhook(value = "parts", at = "/a") Counted part, Notebook seen) {
      seen.write(part);
    }

    void partB(@Observes @Webhook(value = "parts", at = "/b") Counted part, Notebook seen) {
      seen.write(part);
    }

    void bytes(@Observes @Webhook("bytes") byte[] body, Notebook seen) {
      seen.write(new String(body, StandardCharsets.UTF_8));
      Arrays.fill(body, (byte) 'x');
    }

    void sameBytes(@Observes @Webhook("byte*") byte[] body, Notebook seen) {
      bytes(body, seen);
    }
  }
}
