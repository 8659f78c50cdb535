package org.gatepost.filter.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.UnsupportedEncodingException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind the filter a form has the parameters that the container alone would give it. */
@InEachContainer
class FormTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String FORM = "application/x-www-form-urlencoded";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private Server start(WebApp.Service servlet) throws Exception {
    return container.start(
        new WebApp()
            .guard(
                "guarded",
                new SettableClock(NOW),
                Map.of(
                    "scheme",
                    "generic-hmac-sha256-hex",
                    "secret",
                    "literal:s3cr3t",
                    "ledger",
                    "none"))
            .servlet("/guarded", servlet)
            .servlet("/open", servlet));
  }

  private static Post form(String contentType, String body) {
    return Post.signed(
        "generic-hmac-sha256-hex",
        "s3cr3t",
        NOW,
        body.getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", contentType));
  }

  private static String parameters(HttpServletRequest request) {
    Map<String, String> parameters = new TreeMap<>();
    for (String name : Collections.list(request.getParameterNames())) {
      assertThat(request.getParameterMap().get(name)).isEqualTo(request.getParameterValues(name));
      assertThat(request.getParameter(name)).isEqualTo(request.getParameterValues(name)[0]);
      parameters.put(name, Arrays.toString(request.getParameterValues(name)));
    }
    assertThat(request.getParameterMap()).hasSameSizeAs(parameters);
    return parameters.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command=%2Fweather&text=94070",
        "a=1&b=2&a=3&a=",
        "empty&none=&plus=a+b%2Bc",
        "pair=a=b&semi=a;b",
        "fine=%41%5a%7E",
        "q=form",
        ""
      })
  void parametersAreThoseThatTheContainerWouldGive(String body) throws Exception {
    try (Server server = start((in, out) -> out.getOutputStream().print(quote(parameters(in))))) {
      for (String type : new String[] {FORM, FORM + ";charset=UTF-8", "text/plain"}) {
        Post post = form(type, body);
        String expected = server.post("/open?q=1&q=%32", post).body();
        assertThat(expected).startsWith("{");
        assertThat(server.post("/guarded?q=1&q=%32", post).body()).as(type).isEqualTo(expected);
      }
    }
  }

  /** What a dispatch adds, in front of the rest, and only while it lasts (Servlet 6.0, 9.1.1). */
  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void parametersOfADispatchAreThoseThatTheContainerWouldGive(boolean read, boolean wrapped)
      throws Exception {
    WebApp.Service dispatching =
        (in, out) -> {
          StringBuilder seen = new StringBuilder();
          in.setAttribute("seen", seen);
          if (read) {
            seen.append(in.getParameter("q"));
          }
          String path = "/seen?q=" + in.getHeader("how") + "&new=%2B";
          switch (in.getHeader("how")) {
            case "forward" -> in.getRequestDispatcher(path).forward(in, out);
            case "include" -> {
              in.getRequestDispatcher(path).include(in, out);
              seen.append(" after ").append(parameters(in));
              in.getRequestDispatcher("/seen?again=1").include(in, out);
              in.getRequestDispatcher("/seen").forward(in, out);
            }
            case "nested" -> in.getRequestDispatcher("/nested?q=outer").forward(in, out);
            default -> in.startAsync().dispatch(path);
          }
        };
    WebApp app = new WebApp();
    if (wrapped) {
      Filter wrapping = (in, out, chain) -> chain.doFilter(new Wrapped(in), out);
      app.filter("wrapping", wrapping, Map.of(), "/*", DispatcherType.REQUEST);
    }
    app.guard(
            "guarded",
            new SettableClock(NOW),
            Map.of(
                "scheme", "generic-hmac-sha256-hex", "secret", "literal:s3cr3t", "ledger", "none"))
        .servlet("/guarded", dispatching)
        .servlet("/open", dispatching)
        .servlet(
            "/nested",
            (in, out) -> {
              StringBuilder seen = (StringBuilder) in.getAttribute("seen");
              seen.append(" outer ").append(parameters(in));
              in.getRequestDispatcher("/seen?q=first").include(in, out);
              in.getRequestDispatcher("/seen?q=second").include(in, out);
              seen.append(" outer ").append(parameters(in));
            })
        .servlet(
            "/seen",
            (in, out) -> {
              StringBuilder seen = (StringBuilder) in.getAttribute("seen");
              seen.append(' ').append(parameters(in));
              // What was included cannot be taken back.
              in.getServletContext().setAttribute("seen", seen.toString());
            })
        .servlet(
            "/told",
            (in, out) -> {
              // A body left unread may end the connection, under the next request.
              in.getInputStream().readAllBytes();
              out.getWriter().print(quote((String) in.getServletContext().getAttribute("seen")));
            });
    try (Server server = container.start(app)) {
      for (String how : List.of("forward", "include", "nested", "async")) {
        for (String query : List.of("", "?q=1&p=2")) {
          Post post =
              Post.signed(
                  "generic-hmac-sha256-hex",
                  "s3cr3t",
                  NOW,
                  "q=form".getBytes(StandardCharsets.UTF_8),
                  Map.of("Content-Type", FORM, "how", how));
          assertThat(server.post("/open" + query, post).statusCode()).isEqualTo(200);
          String expected = server.post("/told", post).body();
          assertThat(server.post("/guarded" + query, post).statusCode()).isEqualTo(200);
          assertThat(server.post("/told", post).body()).as(how + query).isEqualTo(expected);
          if (!how.equals("nested")) {
            assertThat(expected).contains("q=[" + how);
          }
        }
      }
    }
  }

  private static final class Wrapped extends HttpServletRequestWrapper {
    Wrapped(ServletRequest request) {
      super((HttpServletRequest) request);
    }
  }

  /** So that the answer's encoding does not matter. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder();
    text.chars()
        .forEach(c -> quoted.append(c < 0x7f ? (char) c : "<" + Integer.toHexString(c) + ">"));
    return quoted.toString();
  }

  @Test
  void charsetIsTheDeclaredOneOrElseTheContainers() throws Exception {
    try (Server server = start((in, out) -> out.getWriter().print(quote(parameters(in))))) {
      String utf8 = FORM + "; charset=utf-8";
      assertThat(server.post("/guarded", form(utf8, "city=Gen%C3%A8ve")).body())
          .isEqualTo("{city=[Gen<e8>ve]}");
      String expected = container == Container.JETTY ? "<e8>" : "<c3><a8>";
      Post undeclared = form(FORM, "city=%C3%A8");
      assertThat(server.post("/guarded", undeclared).body())
          .isEqualTo("{city=[" + expected + "]}")
          .isEqualTo(server.post("/open", undeclared).body());
    }
  }

  @Test
  void charsetThatTheApplicationSetsHoldsForParametersAndReader() throws Exception {
    WebApp.Service servlet =
        (in, out) -> {
          in.setCharacterEncoding("UTF-16LE");
          in.setCharacterEncoding("UTF-8");
          String text =
              in.getContentType().startsWith(FORM) ? parameters(in) : in.getReader().readLine();
          in.setCharacterEncoding("UTF-16BE");
          out.getWriter().print(in.getCharacterEncoding() + quote(text));
        };
    try (Server server = start(servlet)) {
      for (Post post : List.of(form(FORM, "city=Gen%C3%A8ve"), form("text/plain", "Genève"))) {
        String answer = server.post("/guarded", post).body();
        assertThat(answer).contains("UTF-8", "Gen<e8>ve");
      }
    }
  }

  @Test
  void charsetThatIsUnknownIsRefusedAsTheServletApiSays() throws Exception {
    WebApp.Service servlet =
        (in, out) ->
            assertThatThrownBy(() -> in.setCharacterEncoding("no-such"))
                .isInstanceOf(UnsupportedEncodingException.class);
    try (Server server = start(servlet)) {
      assertThat(server.post("/guarded", form(FORM, "")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void formOfAnotherMethodIsNoParameters() throws Exception {
    Map<String, String> params =
        Map.of("scheme", "generic-hmac-sha256-hex", "secret", "literal:s3cr3t", "methods", "PUT");
    WebApp app =
        new WebApp()
            .guard("put", new SettableClock(NOW), params)
            .servlet("/put", (in, out) -> out.getWriter().print(parameters(in)));
    Post post = form(FORM, "a=form");
    HttpRequest.Builder request;
    try (Server server = container.start(app)) {
      request = server.to("/put?a=query").PUT(BodyPublishers.ofByteArray(post.body()));
      post.headers().forEach(request::setHeader);
      assertThat(server.send(request.build()).body()).isEqualTo("{a=[query]}");
    }
  }

  @Test
  void formOfTooManyFieldsIsRefusedAndNotCut() throws Exception {
    WebApp.Service servlet =
        (in, out) -> {
          try {
            out.getWriter().print(in.getParameterMap().get("a").length);
          } catch (IllegalStateException e) {
            out.getWriter().print(e.getMessage());
          }
        };
    try (Server server = start(servlet)) {
      assertThat(server.post("/guarded", form(FORM, "a=1&".repeat(10_000))).body())
          .isEqualTo("10000");
      assertThat(server.post("/guarded", form(FORM, "a=1&".repeat(10_001))).body())
          .isEqualTo("GP080: a form may have at most 10000 fields, and this one has more");
    }
  }

  @Test
  void unknownCharsetIsTreatedAsTheContainerDoes() throws Exception {
    // Tomcat reads Latin 1, Jetty answers 400.
    try (Server server = start((in, out) -> out.getWriter().print(quote(parameters(in))))) {
      for (String charset : new String[] {"no-such-charset", "!"}) {
        Post post = form(FORM + ";charset=" + charset, "city=Gen%E8ve");
        HttpResponse<String> expected = server.post("/open", post);
        HttpResponse<String> answer = server.post("/guarded", post);
        assertThat(answer.statusCode()).isEqualTo(expected.statusCode()).isIn(200, 400);
        if (container == Container.TOMCAT) {
          assertThat(answer.body()).isEqualTo(expected.body()).isEqualTo("{city=[Gen<e8>ve]}");
        }
      }
    }
  }

  @Test
  void whatIsNoParameterIsLeftOut() throws Exception {
    // Tomcat alone does so, too; Jetty would keep the nameless and answer 400 to the broken ones.
    try (Server server = start((in, out) -> out.getWriter().print(quote(parameters(in))))) {
      assertThat(server.post("/guarded", form(FORM, "broken=%zz&half=%4&=nameless&&a=1")).body())
          .isEqualTo("{a=[1]}");
    }
  }

  @Test
  void queryComesBeforeTheForm() throws Exception {
    try (Server server = start((in, out) -> out.getWriter().write(parameters(in)))) {
      HttpResponse<String> answer = server.post("/guarded?a=query", form(FORM, "a=form&b=2"));
      assertThat(answer.body()).isEqualTo("{a=[query, form], b=[2]}");
    }
  }

  @Test
  void absentParameterIsNullAndTheMapCannotBeChanged() throws Exception {
    WebApp.Service servlet =
        (in, out) -> {
          assertThat(in.getParameter("b")).isNull();
          assertThat(in.getParameterValues("b")).isNull();
          assertThatThrownBy(() -> in.getParameterMap().clear())
              .isInstanceOf(UnsupportedOperationException.class);
          out.getWriter().write("as expected");
        };
    try (Server server = start(servlet)) {
      assertThat(server.post("/guarded", form(FORM, "a=1")).body()).isEqualTo("as expected");
    }
  }
}
