package org.gatepost.filter.body;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Each kind of servlet sees, byte for byte, what it sees without the filter. */
@InEachContainer
class TransparencyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> PARAMS =
      Map.of("scheme", "generic-hmac-sha256-hex", "secret", "literal:s3cr3t", "ledger", "none");
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final List<String> BLOCKING =
      List.of("plain", "resource", "upload", "forward", "include", "again");
  private static final List<String> PATHS =
      Stream.concat(BLOCKING.stream(), Stream.of("nio")).toList();

  @RegisterExtension final Log log = new Log().ofEcho();
  @Parameter Container container;

  /** What is told of a request: all but its body. */
  private static String head(HttpServletRequest request) {
    StringBuilder seen = new StringBuilder();
    seen.append(request.getMethod() + " " + request.getRequestURI() + " " + request.getProtocol());
    seen.append("\nquery " + request.getQueryString());
    seen.append("\nlength " + request.getContentLength() + " " + request.getContentLengthLong());
    seen.append("\ntype " + request.getContentType() + " " + request.getCharacterEncoding());
    seen.append("\ndispatcher " + request.getDispatcherType());
    for (String name : new TreeMap<>(headers(request)).keySet()) {
      seen.append("\n" + name + ": " + Collections.list(request.getHeaders(name)));
    }
    return seen.append("\n").toString();
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Collections.list(request.getHeaderNames()).forEach(name -> names.put(name, name));
    names.remove("Host");
    return names;
  }

  /** The body in the way that the request's own header asks for. */
  private static String body(HttpServletRequest request) throws IOException, ServletException {
    return switch (request.getHeader("X-Read")) {
      case "stream" -> hex(request.getInputStream().readAllBytes());
      case "reader" -> characters(request.getReader());
      case "parameters" -> parameters(request);
      case "parts" -> parts(request) + parameters(request);
      default -> throw new AssertionError(request.getHeader("X-Read"));
    };
  }

  private static String characters(Reader reader) throws IOException {
    StringWriter text = new StringWriter();
    reader.transferTo(text);
    return hex(text.toString().getBytes(StandardCharsets.UTF_16BE));
  }

  private static String parameters(HttpServletRequest request) {
    StringBuilder seen = new StringBuilder();
    for (String name : new TreeMap<>(request.getParameterMap()).keySet()) {
      seen.append(name).append(List.of(request.getParameterValues(name))).append("\n");
    }
    return hex(seen.toString().getBytes(StandardCharsets.UTF_16BE));
  }

  private static String parts(HttpServletRequest request) throws IOException {
    StringBuilder seen = new StringBuilder();
    try {
      for (Part part : request.getParts()) {
        seen.append(
            part.getName() + " " + part.getSubmittedFileName() + " " + part.getSize() + " ");
        seen.append(part.getContentType() + " " + hex(part.getInputStream().readAllBytes()) + "\n");
      }
    } catch (ServletException | IllegalStateException e) {
      seen.append(e);
    }
    return seen.toString();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void plain(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType("text/plain;charset=UTF-8");
    response
        .getOutputStream()
        .write((head(request) + body(request)).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As implementations of JAX-RS do: suspended, and the entity from the stream on another thread.
   */
  private static void resource(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync(request, response);
    context.start(
        () -> {
          try {
            plain(request, response);
          } catch (IOException | ServletException e) {
            throw new AssertionError(e);
          }
          context.complete();
        });
  }

  private static void nonBlocking(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext context = request.startAsync();
    ServletInputStream in = request.getInputStream();
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    String head = head(request);
    in.setReadListener(
        new ReadListener() {
          @Override
          public void onDataAvailable() throws IOException {
            byte[] buffer = new byte[100];
            while (in.isReady() && !in.isFinished()) {
              int read = in.read(buffer);
              if (read > 0) {
                collected.write(buffer, 0, read);
              }
            }
          }

          @Override
          public void onAllDataRead() throws IOException {
            String seen = head + hex(collected.toByteArray());
            response.getOutputStream().write(seen.getBytes(StandardCharsets.UTF_8));
            context.complete();
          }

          @Override
          public void onError(Throwable t) {
            throw new AssertionError(t);
          }
        });
  }

  /** Allowed more than is sent. */
  @MultipartConfig(maxFileSize = 1000)
  public static final class Upload extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      plain(request, response);
    }
  }

  private Server start(boolean guarded) throws Exception {
    WebApp app = new WebApp();
    for (String path : PATHS) {
      if (guarded) {
        app.guard(path, new SettableClock(NOW), PARAMS);
      }
    }
    return container.start(
        app.servlet("/plain", TransparencyTest::plain)
            .servlet("/resource", TransparencyTest::resource)
            .servlet(
                "/upload", Upload.class, Optional.of(new MultipartConfigElement("", 1000, -1, 0)))
            .servlet(
                "/forward", (in, out) -> in.getRequestDispatcher("/plain?p=f").forward(in, out))
            .servlet(
                "/include", (in, out) -> in.getRequestDispatcher("/plain?p=i").include(in, out))
            .servlet("/again", (in, out) -> in.startAsync().dispatch("/plain?p=d"))
            .servlet("/nio", TransparencyTest::nonBlocking));
  }

  private static Post post(String read, String type, byte[] body) {
    return Post.signed("generic-hmac-sha256-hex", "s3cr3t", NOW, body, Map.of("Content-Type", type))
        .with("X-Read", read);
  }

  private static List<Post> posts() {
    byte[] all = new byte[70_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    byte[] text = "Žluťoučký kůň\r\n€".getBytes(StandardCharsets.UTF_8);
    byte[] form = "a=1&b=%C5%BDlu%C5%A5&p=form&a=2&c".getBytes(StandardCharsets.US_ASCII);
    byte[] parts =
        ("--b\r\nContent-Disposition: form-data; name=\"m\"\r\n\r\nvalue\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n"
                + "Content-Type: application/x-none\r\n\r\n\0\r\n--\r\n--b--\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    List<Post> posts = new ArrayList<>();
    for (String read : List.of("stream", "reader", "parameters")) {
      posts.add(post(read, "application/json", text));
      posts.add(post(read, "application/json", new byte[0]));
      posts.add(post(read, "text/plain; charset=UTF-8", text));
      posts.add(
          post(
              read,
              "text/plain;charset=windows-1250",
              "Žluť".getBytes(Charset.forName("windows-1250"))));
      posts.add(post(read, FORM, form));
      posts.add(post(read, FORM + ";charset=UTF-8", form));
      posts.add(post(read, "multipart/form-data; boundary=b", parts));
      posts.add(post(read, "application/json", gzip(text)).with("Content-Encoding", "gzip"));
      posts.add(post(read, "application/octet-stream", all));
    }
    posts.add(post("parts", "multipart/form-data; boundary=b", parts));
    return posts;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** The answers to every body at every path, at its declared length and chunked. */
  private Map<String, String> answers(Server server, List<String> paths) throws Exception {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String path : paths) {
      for (Post post : posts()) {
        if (post.headers().get("X-Read").equals("parts") && !path.equals("upload")) {
          continue;
        }
        String at = "/" + path + "?p=q&q=%C5%BD";
        String what = path + " " + post.headers();
        answers.put(what, Server.patiently(() -> server.post(at, post)).body());
        if (post.body().length > 0 || container != Container.PAYARA_MICRO) {
          // An empty chunked body is refused there, as it looks as if it had been read.
          answers.put(
              "chunked " + what, Server.patiently(() -> server.postChunked(at, post)).body());
        }
      }
    }
    return answers;
  }

  @Test
  void everyServletSeesWhatItSeesWithoutTheFilter() throws Exception {
    // One after the other, as not every server holds two applications at its root.
    Map<String, String> expected = new LinkedHashMap<>();
    try (Server open = start(false)) {
      expected.putAll(answers(open, container == Container.PAYARA_MICRO ? BLOCKING : PATHS));
    }
    if (container == Container.PAYARA_MICRO) {
      // Its own listeners, without the filter, now and then wait for ever. What they would have
      // seen is what a blocking servlet sees.
      new LinkedHashMap<>(expected)
          .forEach(
              (what, seen) -> {
                if (what.matches("(chunked )?plain .*X-Read=stream.*")) {
                  expected.put(
                      what.replaceFirst("plain ", "nio "), seen.replaceFirst("/plain", "/nio"));
                }
              });
    }
    assertThat(expected).allSatisfy((what, seen) -> assertThat(seen).startsWith("POST "));
    try (Server guarded = start(true)) {
      Map<String, String> answers = answers(guarded, PATHS);
      expected.forEach((what, seen) -> assertThat(answers.get(what)).as(what).isEqualTo(seen));
    }
  }

  /** The answers to a client of HTTP/1.0, and to one that asks before it sends. */
  private List<String> answersToOldAndCautiousClients(Server server) throws Exception {
    Post post = post("stream", "text/plain", "body".getBytes(StandardCharsets.US_ASCII));
    String rest =
        "X-Read: stream\r\nContent-Type: text/plain\r\nConnection: close\r\nX-Signature: "
            + post.headers().get("X-Signature")
            + "\r\n";
    List<String> answers = new ArrayList<>();
    for (String head :
        List.of(
            "POST /plain HTTP/1.0\r\nContent-Length: 4\r\n",
            "POST /plain HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n")) {
      String answer = withoutDate(server.exchange(head + rest + "\r\n", post.body()));
      assertThat(answer).contains("200", hex(post.body()));
      assertThat(answer.contains("100")).isEqualTo(head.contains("Expect"));
      // Payara now and then sends one and the same answer in chunks.
      boolean framed = container != Container.PAYARA_MICRO;
      answers.add(
          framed ? answer : answer.replaceAll("(?s)^.*(POST .*" + hex(post.body()) + ").*", "$1"));
    }
    return answers;
  }

  @Test
  void oldAndCautiousClientsAreServedAsWithoutTheFilter() throws Exception {
    List<String> expected;
    try (Server open = start(false)) {
      expected = answersToOldAndCautiousClients(open);
    }
    try (Server guarded = start(true)) {
      assertThat(answersToOldAndCautiousClients(guarded)).isEqualTo(expected);
    }
  }

  private static String withoutDate(String answer) {
    return answer.replaceAll("Date: [^\r]*", "Date");
  }
}
