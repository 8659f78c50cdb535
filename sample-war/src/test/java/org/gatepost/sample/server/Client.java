package org.gatepost.sample.server;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.gatepost.sample.record.Received;

/** Talks to the sample. */
public final class Client {
  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMinutes(3))
          .build();
  private final Jsonb jsonb = JsonbBuilder.create();

  /** A client of the sample at this address, which ends with a slash. */
  public Client(URI base) {
    this.base = base;
  }

  /** Sends a webhook. */
  public HttpResponse<String> send(Request request) throws IOException, InterruptedException {
    return post(request, BodyPublishers.ofString(request.body()));
  }

  /** Sends a webhook without telling its length. */
  public HttpResponse<String> sendChunked(Request request)
      throws IOException, InterruptedException {
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    return post(request, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
  }

  /** What the observers have seen. */
  public List<Received> received() throws IOException, InterruptedException {
    return List.of(jsonb.fromJson(get("received").body(), Received[].class));
  }

  /** Reads a page. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(Request request, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(base.resolve("webhooks/" + request.source().source()))
            .timeout(Duration.ofMinutes(3))
            .POST(body);
    request.headers().forEach(post::header);
    return http.send(post.build(), BodyHandlers.ofString());
  }
}
