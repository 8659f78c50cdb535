package org.gatepost.cdi.payload;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** No amount is wrong in silence, unless the application's own JSON-B makes it so. */
class UnfitNumberTest {
  private static final String TOO_LARGE = "{\"order\": {\"cents\": 2147483648}}";

  @AutoClose private final LogLines log = new LogLines();

  @Test
  void observerWhoseTypeCannotHoldANumberIsNotCalled() {
    try (TestApplication application = TestApplication.with(Observers.class)) {
      assertThat(application.deliver("paid", TOO_LARGE)).isEqualTo("INVALID");

      assertThat(application.seen()).singleElement().isInstanceOf(Delivery.class);
      assertThat(log.with("GP120"))
          .hasSize(2)
          .allMatch(line -> line.contains("the body has a number that int cannot hold at cents"));
      assertThat(log.with("2147483648")).isEmpty();
    }
  }

  @Test
  void numberThatFitsArrives() {
    try (TestApplication application = TestApplication.with(Observers.class)) {
      assertThat(application.deliver("paid", "{\"order\": {\"cents\": 2147483647}}"))
          .isEqualTo("DONE");

      assertThat(application.seen())
          .contains(new Paid(new Order(2147483647)), new Order(2147483647));
    }
  }

  @Test
  void jsonbOfTheApplicationKeepsItsWays() {
    try (TestApplication application = TestApplication.with(Observers.class, OwnJsonb.class)) {
      assertThat(application.deliver("paid", TOO_LARGE)).isEqualTo("DONE");

      assertThat(application.seen()).contains(new Order(-2147483648));
    }
  }

  public record Paid(Order order) {}

  public record Order(int cents) {}

  @ApplicationScoped
  static class Observers {
    void paid(@Observes @Webhook("paid") Paid paid, Notebook seen) {
      seen.write(paid);
    }

    void part(@Observes @Webhook(value = "paid", at = "/order") Order order, Notebook seen) {
      seen.write(order);
    }

    void raw(@Observes @Webhook("paid") Delivery delivery, Notebook seen) {
      seen.write(delivery);
    }
  }

  @ApplicationScoped
  static class OwnJsonb {
    @Produces
    @ApplicationScoped
    Jsonb jsonb() {
      return JsonbBuilder.create();
    }
  }
}
