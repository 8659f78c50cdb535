package org.gatepost.sample.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.gatepost.sample.server.PayaraMicro;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One application twice on one server, with session beans among its observers. */
class TwoApplicationsIT {
  @TempDir private static Path folder;
  private static PayaraMicro server;

  @BeforeAll
  static void start() throws Exception {
    server =
        PayaraMicro.start(
            Path.of("target"),
            folder,
            PayaraMicro.freePort(),
            List.of(Shop.export(folder, "north"), Shop.export(folder, "south")));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void eachReceivesADeliveryOnce() throws Exception {
    String order = Shop.event("order.paid", "order-1");
    for (URI base : List.of(north(), south())) {
      assertThat(Shop.send(base, order).body()).isEqualTo("{\"status\":\"success\"}");
      assertThat(Shop.send(base, order).body()).isEqualTo("{\"status\":\"already_processed\"}");
      assertThat(Shop.seen(base).lines().filter(line -> line.contains("order-1")))
          .containsExactlyInAnyOrder("booked order-1 1 false", "counted order-1");
    }
  }

  @Test
  void sessionBeanThatFailsIsCalledAgain() throws Exception {
    String order = Shop.event("order.refunded", "order-2");

    HttpResponse<String> first = Shop.send(north(), order);
    HttpResponse<String> second = Shop.send(north(), order);

    assertThat(first.statusCode()).isEqualTo(500);
    assertThat(second.body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(Shop.seen(north()).lines().filter(line -> line.contains("order-2")))
        .containsExactly("refunded order-2 2");
    assertThat(Shop.seen(south())).doesNotContain("order-2");
    assertThat(server.log()).contains("GP121").contains("the book is locked");
  }

  private static URI north() {
    return server.base().resolve("north/");
  }

  private static URI south() {
    return server.base().resolve("south/");
  }
}
