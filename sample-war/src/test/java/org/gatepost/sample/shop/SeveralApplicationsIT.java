package org.gatepost.sample.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepost.sample.TransparencyChecks;
import org.gatepost.sample.filteronly.CacheLedgerChecks;
import org.gatepost.sample.filteronly.FilterOnlyChecks;
import org.gatepost.sample.mall.Journal;
import org.gatepost.sample.mall.Names;
import org.gatepost.sample.mall.gifts.Gift;
import org.gatepost.sample.mall.gifts.Wrapping;
import org.gatepost.sample.mall.stock.Pieces;
import org.gatepost.sample.mall.stock.Shelf;
import org.gatepost.sample.server.PayaraMicro;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several applications on one server: one twice, with session beans among its observers, one whose
 * observers stand in libraries, and that of the README. Those of the nested classes stand beside
 * them, as each server takes longer to start than they take.
 */
class SeveralApplicationsIT {
  @TempDir private static Path folder;
  private static PayaraMicro server;

  @BeforeAll
  static void start() throws Exception {
    int gridPort = PayaraMicro.freePort();
    server =
        PayaraMicro.startMember(
            Path.of("target"),
            folder,
            PayaraMicro.freePort(),
            List.of(
                Shop.export(folder, "north"),
                Shop.export(folder, "south"),
                mall(),
                Readme.application(folder),
                FilterOnlyChecks.export(folder),
                CacheLedgerChecks.export(folder, "one"),
                CacheLedgerChecks.export(folder, "other"),
                TransparencyChecks.export(folder)),
            gridPort,
            gridPort);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Nested
  class FilterOnly extends FilterOnlyChecks {
    @Override
    protected PayaraMicro server() {
      return server;
    }
  }

  @Nested
  class CacheLedger extends CacheLedgerChecks {
    @Override
    protected PayaraMicro server() {
      return server;
    }
  }

  @Nested
  class Transparency extends TransparencyChecks {
    @Override
    protected PayaraMicro server() {
      return server;
    }
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

  @Test
  void observersOfLibrariesAreGivenWhatTheApplicationsJsonbBinds() throws Exception {
    HttpResponse<String> answer =
        Shop.send(inMall(), order("order-3", "\"gift_name\": \"kite\", \"piece_count\": 9"));

    assertThat(answer.body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(Shop.seen(inMall()).lines()).contains("wrapped a kite", "took 9", "order-3 200");
  }

  @Test
  void constraintOfTheServersValidationIsChecked() throws Exception {
    HttpResponse<String> answer =
        Shop.send(inMall(), order("order-4", "\"gift_name\": \"doll\", \"piece_count\": 10"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Invalid payload\"}");
    assertThat(Shop.seen(inMall()))
        .doesNotContain("took 10")
        .contains("wrapped a doll", "order-4 400");
    assertThat(server.log()).contains("GP120").contains("@Max at pieceCount");
  }

  @Test
  void readmeDoesWhatItSaysAsItStands() throws Exception {
    String push = "{\"ref\": \"refs/heads/main\", \"after\": \"c0ffee\", \"commits\": []}";
    Map<String, String> headers =
        Scheme.preset("github")
            .signer(Secret.of("test", PayaraMicro.GITHUB_SECRET))
            .sign(
                push.getBytes(StandardCharsets.UTF_8),
                Instant.now(),
                Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "d-1"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.base().resolve("readme/webhooks/github"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(push));
    headers.forEach(request::header);

    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(server.log()).contains("refs/heads/main is at c0ffee, says github");
  }

  @Test
  void everyOtherBlockOfTheReadmeIsGood() throws Exception {
    String method = Readme.block("java", "void completed(");
    Readme.compile(
        folder,
        "Other",
        """
        import jakarta.enterprise.event.Observes;
        import org.gatepost.Delivery;
        import org.gatepost.event.Webhook;

        class Other {
          public record WorkflowCompleted(String id) {}

          interface Invoices {
            void write(String run, String source);
          }

          Invoices invoices;
        """
            + method
            + "}");
    assertThat(Readme.blocks("java")).hasSize(2);
    assertThat(Readme.blocks("xml")).hasSize(2);
    for (String block : Readme.blocks("xml")) {
      Readme.requireWellFormed(block);
    }
    String version = Files.readString(Path.of("..", "pom.xml"));
    assertThat(version)
        .contains(
            Readme.block("xml", "<dependency>")
                .lines()
                .filter(line -> line.contains("<version>"))
                .findFirst()
                .orElseThrow()
                .strip());
  }

  private static String order(String id, String members) {
    return Shop.event("order.paid", id).replace("}", ", " + members + "}");
  }

  /** Two libraries, each a bean archive of its own, whose beans the application does not name. */
  private static Path mall() {
    WebArchive war =
        Shop.archive("mall")
            .addClasses(Names.class, Journal.class)
            .addAsLibraries(library("gifts", Wrapping.class, Gift.class))
            .addAsLibraries(library("stock", Shelf.class, Pieces.class));
    return Shop.export(folder, war);
  }

  private static JavaArchive library(String name, Class<?>... classes) {
    return ShrinkWrap.create(JavaArchive.class, name + ".jar")
        .addClasses(classes)
        .addAsManifestResource(new StringAsset(""), "beans.xml");
  }

  private static URI north() {
    return server.base().resolve("north/");
  }

  private static URI south() {
    return server.base().resolve("south/");
  }

  private static URI inMall() {
    return server.base().resolve("mall/");
  }
}
