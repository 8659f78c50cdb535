package org.gatepost.servers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.gatepost.servers.server.RunningApplication;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;

/** The application of a framework, as its senders and its owner see it. */
public final class ShopUnderTest implements AutoCloseable {
  /** The secret of its sender. */
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** Whoever may read what it has received. */
  public static final String OWNER = "owner";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningApplication application;

  /** One that has started or failed to. */
  ShopUnderTest(RunningApplication application) {
    this.application = application;
  }

  /** The application itself. */
  public RunningApplication application() {
    return application;
  }

  /** A genuine order, with an id of its own. */
  public static String order(String number) {
    return "{\"number\": \"" + number + "\", \"amount\": 3}";
  }

  /** What a genuine request is answered, its status before a blank. */
  public String deliver(String path, String id, String body) throws Exception {
    Map<String, String> headers =
        Scheme.preset("standard-webhooks")
            .signer(Secret.of("sender", SECRET))
            .sign(body.getBytes(StandardCharsets.UTF_8), Instant.now(), Map.of("webhook-id", id));
    return post(path, body, headers);
  }

  /** What a request with these headers alone is answered. */
  public String post(String path, String body, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
    request.header("Content-Type", "application/json");
    headers.forEach(request::header);
    return send(request.build());
  }

  /** What its owner is answered. */
  public String get(String path) throws Exception {
    String login =
        Base64.getEncoder().encodeToString((OWNER + ":" + OWNER).getBytes(StandardCharsets.UTF_8));
    return send(request(path).header("Authorization", "Basic " + login).build());
  }

  private HttpRequest.Builder request(String path) {
    URI uri = application.base().resolve(path);
    return HttpRequest.newBuilder(uri).timeout(PATIENCE);
  }

  private String send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  @Override
  public void close() throws Exception {
    application.close();
  }
}
