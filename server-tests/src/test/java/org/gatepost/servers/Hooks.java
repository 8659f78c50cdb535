package org.gatepost.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Signer;

/** An application, as its senders and a visitor see it. Thread-safe. */
public final class Hooks {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Signer GITHUB = signer("github");
  private static final Signer BY_BODY = signer("x-signature");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  /**
   * The application at a place.
   *
   * @param base with a slash at its end
   */
  public Hooks(URI base) {
    this.base = base;
  }

  private static Signer signer(String preset) {
    return Scheme.preset(preset).signer(Secret.of("sender", Secrets.TEXT));
  }

  /** GitHub's genuine request. */
  public HttpResponse<String> github(String type, String body) throws Exception {
    return send(githubRequest(type, body));
  }

  /** The same at once, so many times. */
  public List<HttpResponse<String>> race(int copies, String type, String body) {
    List<CompletableFuture<HttpResponse<String>>> answers =
        java.util.stream.IntStream.range(0, copies)
            .mapToObj(i -> http.sendAsync(githubRequest(type, body), BodyHandlers.ofString()))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private HttpRequest githubRequest(String type, String body) {
    Map<String, String> headers = new HashMap<>(sign(GITHUB, body));
    headers.put("X-GitHub-Event", type);
    headers.put("Content-Type", "application/json");
    return request("webhooks/github", body, headers);
  }

  /** A genuine request to a path, signed in {@code X-Signature}. */
  public HttpResponse<String> signed(String path, String body, Map<String, String> headers)
      throws Exception {
    Map<String, String> all = new HashMap<>(sign(BY_BODY, body));
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    return send(request(path, body, all));
  }

  /** A request with these headers alone. */
  public HttpResponse<String> post(String path, String body, Map<String, String> headers)
      throws Exception {
    return send(request(path, body, headers));
  }

  /** What a page says. */
  public String get(String path) throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /** Where it is. */
  public URI base() {
    return base;
  }

  private static Map<String, String> sign(Signer signer, String body) {
    return signer.sign(body.getBytes(StandardCharsets.UTF_8), Instant.now(), Map.of());
  }

  private HttpRequest request(String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request.build();
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, BodyHandlers.ofString());
  }
}
