package org.gatepost.sample.filteronly;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.gatepost.sample.server.PayaraMicro;
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
    return OrderApplication.export(folder, "filter-only", "");
  }

  @Test
  void applicationsOwnServletAnswersGenuineDeliveriesOnce() throws Exception {
    Map<String, String> headers = OrderApplication.signed(BODY);
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
