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

/** An application that has the filter without CDI, and a servlet of its own. */
public abstract class FilterOnlyChecks {
  private static final String BODY =
      "{\"id\": \"ord_1\", \"type\": \"order.paid\", \"note\": \"Grüße\"}";

  private final HttpClient http = HttpClient.newHttpClient();

  /** The server that has the application. */
  protected abstract PayaraMicro server();

  /** Writes the application as a WAR into a folder. */
  public static Path export(Path folder) {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "filter-only.war")
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
                  </filter>
                  <filter-mapping><filter-name>shop</filter-name><url-pattern>/orders</url-pattern></filter-mapping>
                </web-app>
                """));
    Path file = folder.resolve(war.getName());
    war.as(ZipExporter.class).exportTo(file.toFile());
    return file;
  }

  @Test
  void applicationsOwnServletAnswersGenuineDeliveriesOnce() throws Exception {
    Map<String, String> headers =
        Scheme.preset("x-signature")
            .signer(Secret.of("test", "shop secret"))
            .sign(BODY.getBytes(StandardCharsets.UTF_8), Instant.now(), Map.of());
    assertThat(post(Map.of()).statusCode()).isEqualTo(401);
    HttpResponse<String> first = post(headers);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.body()).isEqualTo("shop order.paid " + BODY);
    assertThat(post(headers).body()).isEqualTo("{\"status\":\"already_processed\"}");
  }

  private HttpResponse<String> post(Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server().base().resolve("filter-only/orders"))
            .header("Content-Type", "application/json;charset=UTF-8")
            .POST(BodyPublishers.ofString(BODY));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
