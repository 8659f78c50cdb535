package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.gatepost.cdi.Notebook;
import org.gatepost.event.Webhook;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/how-to/test.md shows of requests over HTTP. */
class DocumentedRequestTest {
  @TempDir private Path directory;

  @Test
  void signedRequestPassesTheFilter() throws Exception {
    Map<String, String> params = Map.of("scheme", "github", "secret", "literal:It's a secret");
    try (HttpApplication application = new HttpApplication(directory, params, Observers.class)) {
      String url = application.url("/webhooks/github");
      HttpClient client = HttpClient.newHttpClient();

      Signer github = Scheme.preset("github").signer(Secret.of("test", "It's a secret"));
      OutgoingRequest push =
          github.request(
              "POST",
              url,
              "{\"ref\": \"refs/heads/main\"}".getBytes(StandardCharsets.UTF_8),
              Instant.now(),
              Map.of("X-GitHub-Event", "push", "Content-Type", "application/json"));

      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(push.url()))
              .method(push.method(), HttpRequest.BodyPublishers.ofByteArray(push.body()));
      push.headers().forEach(request::header);
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);

      assertThat(application.beans().seen()).containsExactly("{\"ref\": \"refs/heads/main\"}");
    }
  }

  @ApplicationScoped
  static class Observers {
    void push(@Observes @Webhook("push") String body, Notebook seen) {
      seen.write(body);
    }
  }
}
