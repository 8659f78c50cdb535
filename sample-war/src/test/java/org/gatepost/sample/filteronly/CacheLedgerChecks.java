package org.gatepost.sample.filteronly;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.gatepost.sample.server.PayaraMicro;
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
    return OrderApplication.export(
        folder,
        name,
        "<init-param><param-name>ledger</param-name><param-value>jcache:orders</param-value></init-param>");
  }

  private HttpResponse<String> post(String application, String id) throws Exception {
    String body = "{\"id\": \"" + id + "\", \"type\": \"order.paid\"}";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server().base().resolve(application + "/orders"))
            .POST(BodyPublishers.ofString(body));
    OrderApplication.signed(body).forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
