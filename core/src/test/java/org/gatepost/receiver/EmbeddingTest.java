package org.gatepost.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.gatepost.IncomingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.junit.jupiter.api.Test;

/** A receiver where there is no servlet: the JDK's own server. As in docs/how-to/embedding.md. */
class EmbeddingTest {
  private final Queue<String> received = new ConcurrentLinkedQueue<>();

  private void serve(HttpExchange http, Receiver receiver) throws IOException {
    Reception reception = receiver.receive(new ExchangeRequest(http));
    if (reception instanceof Reception.Accepted accepted) {
      received.add(accepted.delivery().type());
      accepted.answered(200);
      send(Answer.SUCCESS.reply(), http);
    } else if (reception instanceof Reception.Declined declined) {
      send(declined.reply(), http);
      declined.hint().ifPresent(Runnable::run);
    } else if (reception instanceof Reception.Handshake handshake) {
      send(handshake.reply(), http);
    }
  }

  private static void send(Reply reply, HttpExchange http) throws IOException {
    reply.headers().forEach(http.getResponseHeaders()::set);
    http.sendResponseHeaders(reply.status(), reply.bytes().length);
    http.getResponseBody().write(reply.bytes());
    http.close();
  }

  private record ExchangeRequest(HttpExchange http) implements IncomingRequest {
    @Override
    public String method() {
      return http.getRequestMethod();
    }

    @Override
    public String path() {
      return http.getRequestURI().getRawPath();
    }

    @Override
    public String query() {
      return http.getRequestURI().getRawQuery();
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String remoteAddress() {
      return http.getRemoteAddress().getAddress().getHostAddress();
    }

    @Override
    public List<String> headers(String name) {
      return http.getRequestHeaders().getOrDefault(name, List.of());
    }

    @Override
    public Set<String> headerNames() {
      return http.getRequestHeaders().keySet();
    }

    @Override
    public byte[] body(int maxInBytes) throws IOException {
      byte[] body = http.getRequestBody().readNBytes(Math.addExact(maxInBytes, 1));
      if (body.length > maxInBytes) {
        throw new TooLargeException();
      }
      return body;
    }
  }

  @Test
  void jdksServerReceives() throws Exception {
    Map<String, String> settings = Map.of("scheme", "broxi", "secret", "literal:s3cr3t");
    Receiver receiver = Receiver.of("broxi", settings, Clock.systemUTC());
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(free, 0);
    server.createContext("/hook", http -> serve(http, receiver));
    server.start();
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
      byte[] body =
          "{\"event\":\"run.done\",\"delivery_id\":\"d-1\"}".getBytes(StandardCharsets.UTF_8);
      Map<String, String> genuine =
          Scheme.preset("broxi")
              .signer(Secret.of("test", "s3cr3t"))
              .sign(body, Clock.systemUTC().instant(), Map.of());

      assertThat(post(uri, body, genuine)).isEqualTo("200 {\"status\":\"success\"}");
      assertThat(post(uri, body, genuine)).isEqualTo("200 {\"status\":\"already_processed\"}");
      assertThat(post(uri, new byte[] {'x'}, genuine))
          .isEqualTo("401 {\"error\":\"Invalid signature\"}");
      assertThat(received).containsExactly("run.done");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void everyBlockOfTheDocumentIsHere() throws Exception {
    String here =
        Files.readString(Path.of("src/test/java/org/gatepost/receiver/EmbeddingTest.java"));
    List<String> blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/how-to/embedding.md")))
            .results()
            .map(block -> squeezed(block.group(1)))
            .toList();

    assertThat(blocks).hasSize(3).allSatisfy(block -> assertThat(squeezed(here)).contains(block));
  }

  /** Lines and indentation aside. */
  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static String post(URI uri, byte[] body, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    headers.forEach(request::header);
    var answer =
        HttpClient.newHttpClient()
            .send(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
