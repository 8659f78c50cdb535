package org.gatepost.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepost.sample.early.Later;
import org.gatepost.sample.filteronly.AddsFilter;
import org.gatepost.sample.filteronly.OrderServlet;
import org.gatepost.sample.mistaken.Misused;
import org.gatepost.sample.mistaken.NoBean;
import org.gatepost.sample.mistaken.PrivateRecord;
import org.gatepost.sample.mistaken.WithoutWebhook;
import org.gatepost.sample.server.PayaraMicro;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications that are not well configured: Payara Micro must not serve those that cannot do their
 * work, and the log must say what is wrong.
 */
class RefusedDeploymentIT {
  private static final Map<String, Map<String, String>> INIT_PARAMS = new LinkedHashMap<>();
  private static final Map<String, String> MESSAGES = new LinkedHashMap<>();

  static {
    refused(
        "unknown-param",
        Map.of("scheme", "github", "secret", "literal:s", "tolerence", "PT5M"),
        "GP001: init-param [tolerence] of filter [unknown-param] is unknown");
    refused(
        "unknown-preset",
        Map.of("scheme", "githubb", "secret", "literal:s"),
        "GP003: init-param [scheme] of filter [unknown-preset] must be custom or the name of a preset, was [githubb]; nearest is"
            + " [github]");
    refused(
        "missing-secret",
        Map.of("scheme", "github"),
        "GP002: init-param [secret] of filter [missing-secret] must be given");
    refused(
        "empty-secret",
        Map.of("scheme", "github", "secret", "env:GATEPOST_TEST_SECRET_THAT_NOBODY_SETS"),
        "GP005: secret [env:GATEPOST_TEST_SECRET_THAT_NOBODY_SETS] of filter [empty-secret] must be set and not blank");
    refused(
        "malformed-duration",
        Map.of("scheme", "stripe", "secret", "literal:s", "tolerance", "5m"),
        "GP003: init-param [tolerance] of filter [malformed-duration] must be an ISO-8601 duration from PT1S to PT24H, or"
            + " none, was [5m]; write [PT5M]");
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static PayaraMicro server;

  private static void refused(String name, Map<String, String> initParams, String message) {
    INIT_PARAMS.put(name, initParams);
    MESSAGES.put(name, message);
  }

  @BeforeAll
  static void start() throws Exception {
    List<Path> wars = new ArrayList<>();
    for (String name : INIT_PARAMS.keySet()) {
      wars.add(export(war(name, INIT_PARAMS.get(name))));
    }
    MESSAGES.put("listener", "GP014: filter [listener] could not start");
    wars.add(export(bare("listener").addClass(AddsFilter.class)));
    MESSAGES.put(
        "fragment", "GP003: init-param [lease] of filter [fragment] must be an ISO-8601 duration");
    wars.add(export(bare("fragment").addAsLibrary(fragment())));
    MESSAGES.put(
        "early",
        "GP129: org.gatepost.sample.early.Later#on(org.gatepost.Delivery) must return when its work is"
            + " done, but it has @jakarta.ejb.Asynchronous");
    wars.add(export(withEvents("early").addPackage(Later.class.getPackage())));
    MESSAGES.put(
        "second-jar",
        "GP037: servlet [events] is org.gatepost.cdi.EventServlet, which is in gatepost-cdi.jar");
    wars.add(export(bare("second-jar").setWebXML(events("second-jar"))));
    MESSAGES.put(
        "private-record",
        "GP114: org.gatepost.sample.mistaken.PrivateRecord#pushed(org.gatepost.sample.mistaken.PrivateRecord$Push)"
            + " observes org.gatepost.sample.mistaken.PrivateRecord$Push, which JSON Binding cannot make: record"
            + " org.gatepost.sample.mistaken.PrivateRecord$Push is not public");
    wars.add(export(withEvents("private-record").addClass(PrivateRecord.class)));
    MESSAGES.put("misused", "GP101: org.gatepost.sample.mistaken.Misused#later(");
    wars.add(export(withEvents("misused").addClass(Misused.class)));
    // From here on they are served.
    wars.add(
        export(
            withEvents("unheard")
                .addClasses(WithoutWebhook.class, NoBean.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")));
    wars.add(
        export(
            withEvents("undiscovered")
                .addClass(NoBean.class)
                .addAsWebInfResource(
                    new StringAsset(
                        "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
                            + " bean-discovery-mode=\"none\"/>"),
                    "beans.xml")));
    wars.add(export(war("wrong-name", ledger("java:app/jdbc/sohp"))));
    String closed = "jdbc:h2:" + folder.resolve("closed").toAbsolutePath();
    DriverManager.getConnection(closed).close();
    wars.add(
        export(
            war(
                "no-tables",
                ledger("java:app/jdbc/closed"),
                dataSource("java:app/jdbc/closed", closed + ";ACCESS_MODE_DATA=r"))));
    wars.add(
        export(
            war(
                "fine",
                ledger("java:app/jdbc/open"),
                dataSource("java:app/jdbc/open", "jdbc:h2:" + folder.resolve("open")))));
    wars.add(
        export(
            war(
                "without-grid",
                Map.of("scheme", "github", "secret", "literal:s", "ledger", "jcache:orders"))));
    Path work = Path.of("target", "refused-deployment");
    server = PayaraMicro.start(Path.of("target"), work, PayaraMicro.freePort(), wars);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void applicationIsNotServedAndTheLogSaysWhy() throws Exception {
    assertThat(MESSAGES.values()).allSatisfy(message -> assertThat(server.log()).contains(message));
    assertThat(server.log())
        .contains("GP130: org.gatepost.sample.early.Pooled#delivery")
        .contains("GP130: org.gatepost.sample.early.Only#delivery")
        .contains("since a session bean that is used again would keep")
        .contains("GP102: org.gatepost.sample.mistaken.Misused#after(")
        .contains("GP103: @Webhook value of org.gatepost.sample.mistaken.Misused#pattern(")
        .contains("GP105: @Webhook at of org.gatepost.sample.mistaken.Misused#part(");
    for (String name : MESSAGES.keySet()) {
      assertThat(post(name + "/orders", "{}").statusCode()).as(name).isIn(404, 500, 503);
    }
  }

  @Test
  void nothingObservesOrNotDeliveries() throws Exception {
    // At its start, as no request has come yet.
    assertThat(server.log())
        .contains("GP127: no observers. One is a method with @Observes @Webhook in a bean")
        .contains("GP128: no observer can match source [unheard]");
    assertThat(send("unheard/orders").body()).isEqualTo("{\"status\":\"ignored\"}");
    assertThat(server.log()).contains("GP125: Delivery[source=unheard, type=push");
  }

  @Test
  void urlPatternOfTheFilterIsAnother() throws Exception {
    assertThat(post("unheard/elsewhere", "{}").statusCode()).isEqualTo(500);
    assertThat(server.log())
        .contains(
            "GP107: a request to [/unheard/elsewhere] did not pass a WebhookFilter and was refused");
  }

  @Test
  void discoveryOfBeansIsOff() throws Exception {
    assertThat(send("undiscovered/orders").statusCode()).isEqualTo(500);
    assertThat(server.log())
        .contains("GP108: no CDI container has started Gatepost's extension for this application")
        .contains("bean-discovery-mode annotated or all and not none")
        .doesNotContain("Unable to access CDI");
  }

  @Test
  void databaseIsNoLedgerYet() throws Exception {
    assertThat(server.log())
        .contains(
            "GP036: ledger [jdbc:java:app/jdbc/sohp] of source [wrong-name] is not ready at start, and until it is every"
                + " delivery is sent away with 503: [java:app/jdbc/sohp] must be in JNDI")
        .contains(
            "GP036: ledger [jdbc:java:app/jdbc/closed] of source [no-tables] is not ready at start, and until it is"
                + " every delivery is sent away with 503: the tables gatepost_delivery, gatepost_receipt and gatepost_schema must be there")
        .doesNotContain("of source [fine] is not ready");
    assertThat(send("wrong-name/orders").statusCode()).isEqualTo(503);
    assertThat(send("no-tables/orders").statusCode()).isEqualTo(503);
    assertThat(send("fine/orders").statusCode()).isEqualTo(202);
  }

  @Test
  void withoutAGridNothingIsProcessed() throws Exception {
    HttpResponse<String> answer = send("without-grid/orders");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(server.log()).contains("GP024: source [without-grid]", "[payara/CacheManager]");
  }

  private static HttpResponse<String> post(String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.base().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** Sends a push that is genuine. */
  private static HttpResponse<String> send(String path) throws Exception {
    String body = "{\"commits\": []}";
    String signature =
        Scheme.preset("github")
            .signer(Secret.of("test", "s"))
            .sign(body.getBytes(StandardCharsets.UTF_8), Instant.now(), Map.of())
            .get("X-Hub-Signature-256");
    return post(path, body, "X-Hub-Signature-256", signature, "X-GitHub-Event", "push");
  }

  private static Map<String, String> ledger(String name) {
    return Map.of("scheme", "github", "secret", "literal:s", "ledger", "jdbc:" + name);
  }

  private static String dataSource(String name, String url) {
    return "<data-source><name>"
        + name
        + "</name><class-name>org.h2.jdbcx.JdbcDataSource</class-name><url>"
        + url
        + "</url></data-source>";
  }

  private static Path export(WebArchive war) {
    Path file = folder.resolve(war.getName());
    war.as(ZipExporter.class).exportTo(file.toFile());
    return file;
  }

  private static WebArchive bare(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsLibraries(Libraries.withoutCdi())
        .addClass(OrderServlet.class);
  }

  /** An application of the event servlet, with a source in front of it. */
  private static WebArchive withEvents(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsLibraries(new File("target/gatepost-sample/WEB-INF/lib").listFiles())
        .setWebXML(events(name));
  }

  private static StringAsset events(String name) {
    return new StringAsset(
        """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter>
                    <filter-name>NAME</filter-name>
                    <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                    <init-param><param-name>scheme</param-name><param-value>github</param-value></init-param>
                    <init-param><param-name>secret</param-name><param-value>literal:s</param-value></init-param>
                  </filter>
                  <filter-mapping><filter-name>NAME</filter-name><url-pattern>/orders</url-pattern></filter-mapping>
                  <servlet>
                    <servlet-name>events</servlet-name>
                    <servlet-class>org.gatepost.cdi.EventServlet</servlet-class>
                  </servlet>
                  <servlet-mapping><servlet-name>events</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
                </web-app>
                """
            .replace("NAME", name));
  }

  private static JavaArchive fragment() {
    return ShrinkWrap.create(JavaArchive.class, "gates.jar")
        .addAsManifestResource(
            new StringAsset(
                """
                <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter>
                    <filter-name>fragment</filter-name>
                    <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                    <init-param><param-name>scheme</param-name><param-value>github</param-value></init-param>
                    <init-param><param-name>secret</param-name><param-value>literal:s</param-value></init-param>
                    <init-param><param-name>lease</param-name><param-value>5m</param-value></init-param>
                  </filter>
                  <filter-mapping><filter-name>fragment</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                </web-fragment>
                """),
            "web-fragment.xml");
  }

  private static WebArchive war(String name, Map<String, String> initParams) {
    return war(name, initParams, "");
  }

  /** An application of a servlet of its own. */
  private static WebArchive war(String name, Map<String, String> initParams, String dataSource) {
    String params =
        initParams.entrySet().stream()
            .map(
                param ->
                    "<init-param><param-name>"
                        + param.getKey()
                        + "</param-name><param-value>"
                        + param.getValue()
                        + "</param-value></init-param>")
            .collect(Collectors.joining());
    return bare(name)
        .setWebXML(
            new StringAsset(
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"><filter><filter-name>"
                    + name
                    + "</filter-name><filter-class>org.gatepost.filter.WebhookFilter</filter-class>"
                    + params
                    + "</filter><filter-mapping><filter-name>"
                    + name
                    + "</filter-name><url-pattern>/orders</url-pattern></filter-mapping>"
                    + dataSource
                    + "</web-app>"));
  }
}
