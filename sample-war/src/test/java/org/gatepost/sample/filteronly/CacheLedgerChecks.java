package org.gatepost.sample.filteronly;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.gatepost.sample.Libraries;
import org.gatepost.sample.server.PayaraMicro;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A ledger in the Hazelcast that Payara Micro has inside. */
public abstract class CacheLedgerChecks {
  private final HttpClient http = HttpClient.newHttpClient();

  /** A server in a grid that has the applications {@code one} and {@code other}. */
  protected abstract PayaraMicro server();

  @Test
  void whatOneApplicationFinishedIsKnownToAnotherOfTheGrid() throws Exception {
    assertThat(post("one", "order 1").statusCode()).isEqualTo(202);
    assertThat(post("one", "order 1").body()).contains("already_processed");
    assertThat(post("other", "order 1").body()).contains("already_processed");
    assertThat(post("other", "order 2").statusCode()).isEqualTo(202);
    assertThat(post("one", "order 2").body()).contains("already_processed");
    assertThat(server().log())
        .contains("ledger jcache:orders")
        .doesNotContain("GP024", "GP025", "GP046");
  }

  /** Writes an application as a WAR into a folder. */
  public static Path export(Path folder, String name) {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, name + ".war")
            .addAsLibraries(Libraries.withoutCdi())
            .addClass(OrderServlet.class)
            .setWebXML(
                new StringAsset(
                    """
                    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                      <filter>
                        <filter-name>shop</filter-name>
                        <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                        <init-param><param-name>scheme</param-name><param-value>x-signature</param-value></init-param>
                        <init-param><param-name>secret</param-name><param-value>literal:shop secret</param-value></init-param>
                        <init-param><param-name>ledger</param-name><param-value>jcache:orders</param-value></init-param>
                      </filter>
                      <filter-mapping><filter-name>shop</filter-name><url-pattern>/orders</url-pattern></filter-mapping>
                    </web-app>
                    """));
    Path file = folder.resolve(war.getName());
    war.as(ZipExporter.class).exportTo(file.toFile());
    return file;
  }

  private HttpResponse<String> post(String application, String id) throws Exception {
    String body = "{\"id\": \"" + id + "\", \"type\": \"order.paid\"}";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server().base().resolve(application + "/orders"))
            .POST(BodyPublishers.ofString(body));
    Scheme.preset("x-signature")
        .signer(Secret.of("test", "shop secret"))
        .sign(body.getBytes(StandardCharsets.UTF_8), Instant.now(), Map.of())
        .forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
