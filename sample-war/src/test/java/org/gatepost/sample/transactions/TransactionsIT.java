package org.gatepost.sample.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepost.sample.server.PayaraMicro;
import org.gatepost.sample.transactions.application.EachAttribute;
import org.gatepost.sample.transactions.application.Work;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Observers and transactions on Payara Micro, with the ledger in the observers' database. */
@Timeout(600)
class TransactionsIT {
  private static final Path TARGET = Path.of("target");
  private static final String SUCCESS = "{\"status\":\"success\"}";
  private static final String ALREADY_PROCESSED = "{\"status\":\"already_processed\"}";

  @TempDir private static Path folder;
  private static PayaraMicro server;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "transactions.war")
            .addAsLibraries(new File("target/gatepost-sample/WEB-INF/lib").listFiles())
            .addPackage(Work.class.getPackage())
            .setWebXML(
                new StringAsset(
                    """
                    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                      <filter>
                        <filter-name>short</filter-name>
                        <filter-class>org.gatepost.sample.transactions.application.ShortTransactions</filter-class>
                      </filter>
                      <filter>
                        <filter-name>orders</filter-name>
                        <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                        <init-param><param-name>scheme</param-name><param-value>x-signature</param-value></init-param>
                        <init-param><param-name>secret</param-name><param-value>literal:orders' secret</param-value></init-param>
                        <init-param><param-name>ledger</param-name><param-value>jdbc:java:app/jdbc/work</param-value></init-param>
                        <init-param><param-name>lease</param-name><param-value>PT10S</param-value></init-param>
                      </filter>
                      <filter>
                        <filter-name>mail</filter-name>
                        <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                        <init-param><param-name>scheme</param-name><param-value>x-signature</param-value></init-param>
                        <init-param><param-name>events</param-name><param-value>/*</param-value></init-param>
                        <init-param><param-name>id</param-name><param-value>{event:/id}</param-value></init-param>
                        <init-param><param-name>type</param-name><param-value>{event:/type}</param-value></init-param>
                        <init-param><param-name>key</param-name><param-value>id</param-value></init-param>
                        <init-param><param-name>secret</param-name><param-value>literal:orders' secret</param-value></init-param>
                        <init-param><param-name>ledger</param-name><param-value>jdbc:java:app/jdbc/work</param-value></init-param>
                      </filter>
                      <filter-mapping><filter-name>mail</filter-name><url-pattern>/mail</url-pattern></filter-mapping>
                      <filter-mapping><filter-name>short</filter-name><url-pattern>/orders</url-pattern></filter-mapping>
                      <filter-mapping><filter-name>orders</filter-name><url-pattern>/orders</url-pattern></filter-mapping>
                      <servlet>
                        <servlet-name>events</servlet-name>
                        <servlet-class>org.gatepost.cdi.EventServlet</servlet-class>
                      </servlet>
                      <servlet-mapping><servlet-name>events</servlet-name><url-pattern>/orders</url-pattern></servlet-mapping>
                      <servlet-mapping><servlet-name>events</servlet-name><url-pattern>/mail</url-pattern></servlet-mapping>
                      <data-source>
                        <name>java:app/jdbc/work</name>
                        <class-name>org.h2.jdbcx.JdbcDataSource</class-name>
                        <url>jdbc:h2:mem:work;DB_CLOSE_DELAY=-1</url>
                        <transactional>true</transactional>
                      </data-source>
                    </web-app>
                    """));
    Path file = folder.resolve(war.getName());
    war.as(ZipExporter.class).exportTo(file.toFile());
    server = PayaraMicro.start(TARGET, folder, PayaraMicro.freePort(), List.of(file));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"type.nothing", "type.required", "type.supports", "type.mandatory"})
  void observerIsInTheTransactionOfItsReceipt(String type) throws Exception {
    sendTwice(type);
    assertThat(work(type)).isEqualTo("2 claims: 2 in a transaction");
  }

  @Test
  void requiresNewIsCommittedThoughTheObserverFailsAfterwards() throws Exception {
    sendTwice("type.requires-new");
    assertThat(work("type.requires-new"))
        .isEqualTo("2 claims: 1 in a transaction, 2 in a transaction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"type.not-supported", "type.never"})
  void observerThatWantsNoTransactionHasNone(String type) throws Exception {
    sendTwice(type);
    assertThat(work(type)).isEqualTo("2 claims: 1 in none, 2 in none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ejb.nothing",
        "ejb.required",
        "ejb.supports",
        "ejb.mandatory",
        "ejb.class.mandatory",
        // Its own transaction is rolled back as well, since the bean itself has failed.
        "ejb.requires-new"
      })
  void enterpriseBeanThatFailsIsRolledBack(String type) throws Exception {
    sendTwice(type);
    assertThat(work(type)).isEqualTo("2 claims: 2 in a transaction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejb.not-supported", "ejb.never", "ejb.class.never"})
  void enterpriseBeanThatWantsNoTransactionHasNone(String type) throws Exception {
    sendTwice(type);
    assertThat(work(type)).isEqualTo("2 claims: 1 in none, 2 in none");
  }

  @Test
  void typeThatNobodyObservesIsNamedAndItsCopyProcessedAnew() throws Exception {
    assertThat(send("type").body()).isEqualTo("{\"status\":\"ignored\"}");
    assertThat(send("type").body()).isEqualTo("{\"status\":\"ignored\"}");
    assertThat(work("type")).isEqualTo("2 claims: ");
    assertThat(server.log())
        .containsOnlyOnce("GP125: Delivery[source=orders, type=type,")
        .contains("is observed: write the type as it came");
  }

  @Test
  void startSaysWhatIsObserved() {
    assertThat(server.log())
        .contains("GP127: observers: ")
        .contains(
            EachAttribute.class.getName() + "#never(org.gatepost.Delivery) observes [ejb.never]")
        .doesNotContain("GP128");
  }

  @Test
  void markingForRollbackIsAFailure() throws Exception {
    sendTwice("trouble.rollback-only");
    assertThat(work("trouble.rollback-only")).isEqualTo("2 claims: 2 in a transaction");
  }

  @Test
  void commitThatFailsUndoesTheCompletionToo() throws Exception {
    sendTwice("trouble.commit");
    assertThat(work("trouble.commit")).isEqualTo("2 claims: 2 in a transaction");
  }

  @Test
  void deliveryIsFinishedByTheCommitOfItsLastObserver() throws Exception {
    assertThat(send("ends.several").body()).isEqualTo(SUCCESS);
    assertThat(work("ends.several"))
        .isEqualTo(
            "1 claims: 1 at the end, 1 before the end, 1 in a transaction, 1 in a transaction");
    assertThat(send("ends.several").body()).isEqualTo(ALREADY_PROCESSED);
  }

  @Test
  void rejectionOutlivesTheRollbackOfItsTransaction() throws Exception {
    sendTwice("ends.rejected");
    assertThat(work("ends.rejected")).isEqualTo("2 claims: 2 in a transaction");
  }

  @Test
  void transactionThatTakesTooLongIsAFailure() throws Exception {
    assertThat(send("trouble.timeout", Map.of("X-Short", "")).statusCode()).isEqualTo(500);
    assertThat(work("trouble.timeout")).isEqualTo("1 claims: ");
    assertThat(send("trouble.timeout").body()).isEqualTo(SUCCESS);
    assertThat(work("trouble.timeout")).isEqualTo("2 claims: 2 in a transaction");
  }

  @Test
  void eventsOfOneRequestHaveATransactionEachAndThoseOfABatchOneTogether() throws Exception {
    String mails =
        "["
            + String.join(
                ",",
                event("m1", "opened"),
                event("m2", "clicked"),
                event("m3", "bounced"),
                event("m4", "clicked"))
            + "]";

    assertThat(post("mail", mails, Map.of()).statusCode()).isEqualTo(500);
    assertThat(work("m1")).isEqualTo("1 claims: 1 in a transaction");
    assertThat(Stream.of("m2", "m3", "m4").map(this::workOf)).containsOnly("1 claims: ");

    assertThat(post("mail", mails, Map.of()).body()).isEqualTo(SUCCESS);
    assertThat(work("m1")).isEqualTo("1 claims: 1 in a transaction");
    assertThat(Stream.of("m2", "m3", "m4").map(this::workOf))
        .containsOnly("2 claims: 2 in a transaction");
    assertThat(post("mail", mails, Map.of()).body()).isEqualTo(ALREADY_PROCESSED);
    // One of them in another request, with one that is new.
    String others = "[" + event("m4", "clicked") + "," + event("m5", "opened") + "]";
    assertThat(post("mail", others, Map.of()).body()).isEqualTo(SUCCESS);
    assertThat(work("m4")).isEqualTo("2 claims: 2 in a transaction");
    assertThat(work("m5")).isEqualTo("1 claims: 1 in a transaction");
  }

  private String workOf(String id) {
    try {
      return work(id);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatOutlivesItsLeaseIsRolledBackIfAnotherFinished() throws Exception {
    CompletableFuture<HttpResponse<String>> slow =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return send("trouble.slow");
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    while (!work("trouble.slow").equals("1 claims: ")) {
      Thread.sleep(50);
    }
    // As at another node: until the lease has run out.
    HttpResponse<String> other = send("trouble.slow");
    while (other.statusCode() == 503) {
      Thread.sleep(200);
      other = send("trouble.slow");
    }
    assertThat(other.body()).isEqualTo(SUCCESS);
    assertThat(slow.get().statusCode()).as(() -> logFrom("trouble.slow")).isEqualTo(503);
    assertThat(work("trouble.slow")).isEqualTo("2 claims: 2 in a transaction");
    assertThat(send("trouble.slow").body()).isEqualTo(ALREADY_PROCESSED);
  }

  /** The log from where it first names a type, as far as it is worth reading. */
  private static String logFrom(String type) {
    return server
        .log()
        .lines()
        .dropWhile(line -> !line.contains("type=" + type))
        .limit(40)
        .collect(Collectors.joining("\n"));
  }

  private void sendTwice(String type) throws Exception {
    assertThat(send(type).statusCode()).isEqualTo(500);
    assertThat(send(type).body()).isEqualTo(SUCCESS);
    assertThat(send(type).body()).isEqualTo(ALREADY_PROCESSED);
  }

  /** Sends a delivery of a type, and always the same of that. */
  private HttpResponse<String> send(String type) throws Exception {
    return send(type, Map.of());
  }

  private HttpResponse<String> send(String type, Map<String, String> headers) throws Exception {
    return post("orders", event(type, type), headers);
  }

  private static String event(String id, String type) {
    return "{\"id\": \"" + id + "\", \"type\": \"" + type + "\"}";
  }

  private HttpResponse<String> post(String source, String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.base().resolve("transactions/" + source))
            .POST(BodyPublishers.ofString(body));
    Scheme.preset("x-signature")
        .signer(Secret.of("test", "orders' secret"))
        .sign(body.getBytes(StandardCharsets.UTF_8), Instant.now(), Map.of())
        .forEach(request::header);
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String work(String id) throws Exception {
    return http.send(
            HttpRequest.newBuilder(server.base().resolve("transactions/work?id=" + id)).build(),
            BodyHandlers.ofString())
        .body();
  }
}
