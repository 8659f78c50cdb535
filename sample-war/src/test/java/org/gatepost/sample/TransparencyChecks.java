package org.gatepost.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatepost.sample.echo.EchoServlet;
import org.gatepost.sample.server.PayaraMicro;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Servlets and resources on Payara Micro see, byte for byte, what they see without the filter,
 * which a web fragment declares.
 */
public abstract class TransparencyChecks {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PARTS = "multipart/form-data; boundary=b";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private record Post(String path, String read, String type, byte[] body) {
    @Override
    public String toString() {
      return path + " " + read + " " + type + " " + body.length;
    }
  }

  private static Stream<Post> posts() {
    byte[] all = new byte[70_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    byte[] json = "{\"note\": \"Žluť\\r\\n€\"}".getBytes(StandardCharsets.UTF_8);
    byte[] czech = "Žluť".getBytes(Charset.forName("windows-1250"));
    byte[] form = "a=1&b=%C5%BDlu%C5%A5&p=form&a=2&c".getBytes(StandardCharsets.US_ASCII);
    byte[] parts =
        ("--b\r\nContent-Disposition: form-data; name=\"m\"\r\n\r\nvalue\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n"
                + "Content-Type: application/x-none\r\n\r\n\0\r\n--\r\n--b--\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    Stream<Post> servlets =
        Stream.of("echo", "forward")
            .flatMap(
                path ->
                    Stream.of(
                        new Post(path, "stream", "application/json", json),
                        new Post(path, "stream", "application/json", new byte[0]),
                        new Post(path, "stream", "application/octet-stream", all),
                        new Post(path, "reader", "application/json;charset=UTF-8", json),
                        new Post(path, "reader", "text/plain;charset=windows-1250", czech),
                        new Post(path, "parameters", FORM, form),
                        new Post(path, "parameters", FORM + ";charset=UTF-8", form)));
    return Stream.concat(
        servlets,
        Stream.of(
            new Post("echo", "parts", PARTS, parts),
            new Post("echo", "parameters", PARTS, parts),
            new Post("rest/form", "", FORM, form),
            new Post("rest/form", "", FORM + ";charset=UTF-8", form),
            new Post("rest/suspended", "", "application/json", json),
            new Post("rest/suspended", "", "application/octet-stream", all)));
  }

  /** The server that has the application. */
  protected abstract PayaraMicro server();

  /** Writes the application as a WAR into a folder. */
  public static Path export(Path folder) {
    JavaArchive fragment =
        ShrinkWrap.create(JavaArchive.class, "gates.jar")
            .addAsManifestResource(
                new StringAsset(
                    """
                    <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                      <filter>
                        <filter-name>hook</filter-name>
                        <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                        <async-supported>true</async-supported>
                        <init-param><param-name>scheme</param-name><param-value>generic-hmac-sha256-hex</param-value></init-param>
                        <init-param><param-name>secret</param-name><param-value>literal:s3cr3t</param-value></init-param>
                        <init-param><param-name>ledger</param-name><param-value>none</param-value></init-param>
                      </filter>
                      <filter-mapping><filter-name>hook</filter-name><url-pattern>/guarded/*</url-pattern></filter-mapping>
                    </web-fragment>
                    """),
                "web-fragment.xml");
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "app.war")
            .addAsLibraries(Libraries.withoutCdi())
            .addAsLibrary(fragment)
            .addPackage(EchoServlet.class.getPackage());
    Path file = folder.resolve(war.getName());
    war.as(ZipExporter.class).exportTo(file.toFile());
    return file;
  }

  @Test
  void everyServletAndResourceSeesWhatItSeesWithoutTheFilter() throws Exception {
    assertThat(unsigned()).isEqualTo(401);
    for (Post post : posts().toList()) {
      // An empty chunked body looks on Payara as one that was read before, and is refused.
      for (boolean chunked : post.body().length == 0 ? List.of(false) : List.of(false, true)) {
        String what = post + (chunked ? " chunked" : "");
        HttpResponse<String> open = send("open", post, chunked);
        HttpResponse<String> guarded = send("guarded", post, chunked);
        assertThat(open.statusCode()).as(what).isEqualTo(200);
        assertThat(open.body()).as(what).isNotEmpty();
        assertThat(guarded.body()).as(what).isEqualTo(open.body());
        assertThat(guarded.headers().firstValue("Content-Type"))
            .as(what)
            .isEqualTo(open.headers().firstValue("Content-Type"));
      }
    }
  }

  private int unsigned() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server().base().resolve("app/guarded/echo"))
            .POST(BodyPublishers.ofString("{}"))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private HttpResponse<String> send(String side, Post post, boolean chunked) throws Exception {
    BodyPublisher body = BodyPublishers.ofByteArray(post.body());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                server().base().resolve("app/" + side + "/" + post.path() + "?p=q&q=%C5%BD"))
            .timeout(Duration.ofMinutes(3))
            .header("Content-Type", post.type())
            .header("X-Read", post.read())
            .POST(chunked ? BodyPublishers.fromPublisher(body) : body);
    Scheme.preset("generic-hmac-sha256-hex")
        .signer(Secret.of("test", "s3cr3t"))
        .sign(post.body(), Instant.now(), Map.of())
        .forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
