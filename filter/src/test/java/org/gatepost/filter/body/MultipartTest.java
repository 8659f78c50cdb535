package org.gatepost.filter.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Behind the filter a multipart body has the parts that its servlet's configuration allows. */
@InEachContainer
class MultipartTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String FILE =
      part("note", "hello")
          + part("file\"; filename=\"a \\\"b\\\".bin", "0123456789")
          + "--b--\r\n";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;
  @TempDir Path folder;

  /** Writes what it sees of a multipart request. */
  public static class Plain extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      StringBuilder seen = new StringBuilder();
      try {
        for (Part part : request.getParts()) {
          seen.append(part.getName() + "|" + part.getSubmittedFileName() + "|" + part.getSize());
          seen.append("|" + part.getContentType() + "|" + part.getHeader("x-none") + "|");
          seen.append(new TreeMap<>(headers(part)) + "|");
          seen.append(
              new String(part.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
          seen.append(part.equals(request.getPart(part.getName()))).append("\n");
          if (part.getSubmittedFileName() != null && request.getParameter("write") != null) {
            part.write(request.getParameter("write"));
          }
        }
        seen.append(request.getPart("absent"));
        new TreeMap<>(request.getParameterMap())
            .forEach((k, v) -> seen.append(k + "=" + String.join(",", v)));
      } catch (IOException | ServletException | IllegalStateException e) {
        seen.append(e.getClass().getName() + ": " + e.getMessage());
      }
      response.setCharacterEncoding("UTF-8");
      response.getWriter().print(seen);
    }

    private static Map<String, String> headers(Part part) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      part.getHeaderNames()
          .forEach(
              name -> headers.put(name.toLowerCase(Locale.ROOT), part.getHeaders(name).toString()));
      return headers;
    }
  }

  /** With limits of its own. */
  @MultipartConfig(maxFileSize = 10, maxRequestSize = 400)
  public static final class Limited extends Plain {}

  private static String part(String name, String content) {
    return "--b\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + content
        + "\r\n";
  }

  private static Post post(String body) {
    return Post.signed(
        "generic-hmac-sha256-hex",
        "s3cr3t",
        NOW,
        body.getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", "multipart/form-data; boundary=\"b\""));
  }

  private static WebApp app() {
    return new WebApp()
        .guard(
            "hook",
            new SettableClock(NOW),
            Map.of(
                "scheme", "generic-hmac-sha256-hex", "secret", "literal:s3cr3t", "ledger", "none"));
  }

  private static String seen(Server server, String path, String body) throws Exception {
    return Server.patiently(() -> server.post(path, post(body))).body();
  }

  @Test
  void partsAreThoseThatTheContainerWouldGive() throws Exception {
    // Jetty alone sees annotations only with a module more.
    Optional<MultipartConfigElement> config =
        Optional.of(new MultipartConfigElement("", 10, 400, 0));
    WebApp app =
        app().servlet("/hook", Limited.class, config).servlet("/open", Limited.class, config);
    try (Server server = container.start(app)) {
      for (String body :
          new String[] {
            FILE,
            "--b--\r\n",
            "preamble\r\n" + FILE + "epilogue",
            part("empty", "") + part("twice", "1") + part("twice", "\r\n--a\r\n") + "--b--",
            "--b\r\nContent-Disposition: form-data; name=plain\r\nX-A: 1\r\nx-a: 2\r\n\r\n\0\r\n--b--",
          }) {
        String expected = seen(server, "/open?q=1", body);
        if (container == Container.PAYARA_MICRO) {
          // It gives the name with the backslashes that quote.
          expected = expected.replace("|a \\\"b\\\".bin|", "|a \"b\".bin|");
        }
        assertThat(seen(server, "/hook?q=1", body)).isEqualTo(expected).contains("q=1");
      }
    }
  }

  @Test
  void limitsOfTheAnnotationHold() throws Exception {
    assertLimited(app().servlet("/hook", Limited.class));
  }

  @Test
  void limitsOfWebXmlHoldBeforeThoseOfTheAnnotation() throws Exception {
    String webXml =
        "<?xml version='1.0'?><!DOCTYPE web-app SYSTEM 'http://127.0.0.1:1/no.dtd'>"
            + "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee'><servlet>"
            + "<servlet-name>/hook</servlet-name><multipart-config><location/>"
            + "<max-file-size> 10 </max-file-size><max-request-size>400</max-request-size>"
            + "</multipart-config></servlet><servlet><servlet-name>o</servlet-name></servlet></web-app>";
    assertLimited(app().servlet("/hook", Plain.class).webXml(webXml));
  }

  private void assertLimited(WebApp app) throws Exception {
    try (Server server = container.start(app)) {
      assertThat(seen(server, "/hook", FILE)).contains("|a \"b\".bin|10|", "note=hello");
      assertThat(seen(server, "/hook", part("file", "0123456789x") + "--b--"))
          .isEqualTo(
              "java.lang.IllegalStateException: GP081: a multipart body breaks max-file-size of its"
                  + " servlet's multipart-config: at most 10 bytes, was 11");
      int rest = 400 - FILE.length();
      assertThat(seen(server, "/hook", FILE + "e".repeat(rest))).contains("note=hello");
      assertThat(seen(server, "/hook", FILE + "e".repeat(rest + 1)))
          .contains("GP081: ", "max-request-size", "400 bytes, was 401");
    }
  }

  @Test
  void configurationInCodeIsFound() throws Exception {
    MultipartConfigElement config = new MultipartConfigElement("", 10, 400, 0);
    WebApp app = app().servlet("/hook", Plain.class, Optional.of(config));
    try (Server server = container.start(app)) {
      assertThat(seen(server, "/hook", FILE)).contains("|a \"b\".bin|10|", "note=hello");
      // Tomcat does not give out what was configured in code, but heeds the length itself; Payara
      // neither.
      assertThat(seen(server, "/hook", FILE + "e".repeat(400)))
          .startsWith(
              container == Container.PAYARA_MICRO ? "note|" : "java.lang.IllegalStateException");
    }
  }

  @Test
  void servletWithoutAConfigurationHasNoParts() throws Exception {
    WebApp app =
        app()
            .servlet(
                "/hook",
                (request, response) -> {
                  assertThat(request.getParameter("note")).isNull();
                  assertThat(request.getParameter("q")).isEqualTo("1");
                  assertThatThrownBy(request::getParts).isInstanceOf(IllegalStateException.class);
                  assertThatThrownBy(() -> request.getPart("note"))
                      .isInstanceOf(IllegalStateException.class);
                  response.getOutputStream().write(request.getInputStream().readAllBytes());
                });
    try (Server server = container.start(app)) {
      assertThat(seen(server, "/hook?q=1", FILE)).isEqualTo(FILE);
    }
  }

  @Test
  void requestOfAnotherTypeHasNoParts() throws Exception {
    try (Server server = container.start(app().servlet("/hook", Limited.class))) {
      Post post = post("{}").with("Content-Type", "application/json");
      assertThat(server.post("/hook", post).body()).startsWith("jakarta.servlet.ServletException");
    }
  }

  @Test
  void partIsWrittenToItsLocation() throws Exception {
    MultipartConfigElement config = new MultipartConfigElement(folder.toString());
    String webXml =
        "<web-app><servlet><servlet-name>/hook</servlet-name><multipart-config><location>"
            + folder
            + "</location></multipart-config></servlet></web-app>";
    WebApp app = app().servlet("/hook", Plain.class, Optional.of(config)).webXml(webXml);
    try (Server server = container.start(app)) {
      seen(server, "/hook?write=saved.bin", FILE);
    }
    assertThat(Files.readString(folder.resolve("saved.bin"))).isEqualTo("0123456789");
  }

  @Test
  void valuesAreInTheirOwnCharsetOrTheRequests() throws Exception {
    String typed = "--b\r\nContent-Disposition: form-data; name=n\r\nContent-Type: text/plain";
    try (Server server = container.start(app().servlet("/hook", Limited.class))) {
      assertThat(seen(server, "/hook", typed + "; charset=utf-8\r\n\r\nè\r\n--b--"))
          .contains("n=è");
      Post post = post(typed + "\r\n\r\nè\r\n--b--");
      assertThat(
              server
                  .post(
                      "/hook",
                      post.with("Content-Type", "multipart/form-data;boundary=b;charset=utf-8"))
                  .body())
          .contains("n=è");
    }
  }

  @Test
  void malformedBodyIsRefused() throws Exception {
    try (Server server = container.start(app().servlet("/hook", Limited.class))) {
      for (String body :
          new String[] {
            "",
            "no boundary",
            "--b\r\nContent-Disposition: form-data; name=n\r\n\r\nno end",
            "--b\r\nContent-Disposition: form-data; name=n",
            "--bx\r\n\r\n\r\n--b--",
            "--b\r\nno colon\r\n\r\n\r\n--b--",
            "--b\r\n: no name\r\n\r\n\r\n--b--"
          }) {
        assertThat(seen(server, "/hook", body)).as(body).contains("GP082: a body is not multipart");
      }
      Post post = post(FILE).with("Content-Type", "multipart/form-data");
      assertThat(server.post("/hook", post).body()).contains("its boundary must be");
    }
  }

  @Test
  void malformedBodyHasNoParameters() throws Exception {
    WebApp app = app().servlet("/hook", ParametersOnly.class);
    try (Server server = container.start(app)) {
      assertThat(server.post("/hook", post("no boundary")).statusCode()).isEqualTo(500);
      assertThat(server.post("/hook", post(FILE)).body()).isEqualTo("hello");
    }
  }

  /** Takes parameters of parts, and nothing else. */
  @MultipartConfig
  public static final class ParametersOnly extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(request.getParameter("note"));
    }
  }

  @Test
  void partsAndTheirHeadersAreBounded() throws Exception {
    try (Server server = container.start(app().servlet("/hook", ParametersOnly.class))) {
      assertThat(seen(server, "/hook", part("note", "x").repeat(1_000) + "--b--")).isEqualTo("x");
      assertThat(server.post("/hook", post(part("note", "x").repeat(1_001) + "--b--")).statusCode())
          .isEqualTo(500);
      String long8k = "--b\r\nX: " + "y".repeat(8_192) + "\r\n\r\n\r\n--b--";
      assertThat(server.post("/hook", post(long8k)).statusCode()).isEqualTo(500);
    }
  }

  @Test
  void webXmlThatCannotBeReadIsTold() throws Exception {
    WebApp app = app().servlet("/hook", Limited.class).webXml("<web-app>");
    try (Server server = container.start(app)) {
      seen(server, "/hook", FILE);
      assertThat(seen(server, "/hook", FILE)).contains("note=hello");
    }
    assertThat(log.lines("GP083"))
        .singleElement()
        .asString()
        .startsWith("GP083: the multipart-config of servlets is not known, since /WEB-INF/web.xml");
  }
}
