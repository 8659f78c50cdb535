package org.gatepost.servers.vertx;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.Delivery;
import org.gatepost.Lookup;
import org.gatepost.receiver.Receiver;
import org.h2.jdbcx.JdbcDataSource;

/** An application of Vert.x, and what its checks ask of it. */
public final class Shop {
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  private Shop() {}

  /** Starts it on a port. */
  public static void main(String[] arguments) {
    new Shop().start(Integer.parseInt(arguments[0]));
  }

  private void start(int port) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
    Map<String, String> settings =
        Map.of(
            "scheme", "standard-webhooks",
            "secret", "env:ORDERS_SIGNING_SECRET",
            "ledger", "jdbc:orders");
    Lookup lookup = Lookup.byServer().withDataSources(Map.of("orders", dataSource)::get);
    Receiver receiver = Receiver.of("orders", settings, lookup, Clock.systemUTC());
    Vertx vertx = Vertx.vertx();
    Hook hook = new Hook(vertx, receiver, this::place);
    vertx
        .createHttpServer()
        .requestHandler(
            http -> {
              if (http.path().equals("/webhooks/orders")) {
                hook.handle(http);
              } else if (http.path().startsWith("/failures/")) {
                failures.set(Integer.parseInt(http.path().substring("/failures/".length())));
                http.response().end();
              } else {
                http.response().end(orders.toString());
              }
            })
        .listen(port, "127.0.0.1")
        .onSuccess(server -> System.out.println("It has started"))
        .onFailure(Throwable::printStackTrace);
  }

  private void place(Delivery delivery) {
    if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new IllegalStateException("this work is to fail");
    }
    orders.add(delivery.body(StandardCharsets.UTF_8));
  }
}
