package org.gatepost.filter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.gatepost.fixture.Disclosure;

/** A running server with one application at its root, and a client to talk to it. */
public abstract class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public abstract int port();

  @Override
  public abstract void close() throws Exception;

  public HttpResponse<String> post(String path, Post post)
      throws IOException, InterruptedException {
    return send(request(path, post, BodyPublishers.ofByteArray(post.body())));
  }

  /** Posts with {@code Transfer-Encoding: chunked}. */
  HttpResponse<String> postChunked(String path, Post post)
      throws IOException, InterruptedException {
    BodyPublisher ofUnknownLength =
        BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(post.body()));
    return send(request(path, post, ofUnknownLength));
  }

  CompletableFuture<HttpResponse<String>> postAsync(String path, Post post) {
    HttpRequest request = request(path, post, BodyPublishers.ofByteArray(post.body()));
    Disclosure.hideSignatures(request.headers());
    return CLIENT
        .sendAsync(request, BodyHandlers.ofString())
        .whenComplete(
            (answer, failure) -> {
              if (answer != null) {
                Disclosure.show(answer);
              }
            });
  }

  /**
   * Tries again where a server has closed a kept connection, as they do over bodies left unread.
   */
  static HttpResponse<String> patiently(Callable<HttpResponse<String>> exchange) throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        return exchange.call();
      } catch (IOException e) {
        if (tries == 5) {
          throw e;
        }
      }
    }
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    Disclosure.hideSignatures(request.headers());
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    Disclosure.show(answer);
    return answer;
  }

  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(PATIENCE);
  }

  /** A connection for what no honest client would send. */
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** Posts over a connection of its own, and gives all that comes back, be it broken off. */
  String postAlone(String path, Post post) throws IOException {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    head.append("Connection: close\r\nContent-Length: ").append(post.body().length).append("\r\n");
    post.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return exchange(head.append("\r\n").toString(), post.body());
  }

  /** Sends bytes as they are, ends the sending side, and reads until the server ends its own. */
  public String exchange(String head, byte[] body) throws IOException {
    Disclosure.hideSignatures(head);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      socket.shutdownOutput();
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      Disclosure.show(answer);
      return answer;
    }
  }

  private HttpRequest request(String path, Post post, BodyPublisher body) {
    HttpRequest.Builder request = to(path).POST(body);
    post.headers().forEach(request::setHeader);
    return request.build();
  }

  /** Deletes a server's own folder, with all that is in it. */
  static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
