package org.gatepost.filter.path;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.Delivery;
import org.gatepost.filter.WebhookFilter;
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

/**
 * However a path or a method is written: where filter and servlet have one pattern, nothing reaches
 * the servlet past the filter. Which writings reach either of them is the container's decision.
 */
@InEachContainer
class HostilePathTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Post GENUINE = Post.signed("x-signature", "s3cr3t", NOW, "{}");
  private static final List<String> PATHS =
      List.of(
          "/webhooks/github",
          "/webhooks/%67ithub",
          "/%77ebhooks/github",
          "/webhooks%2Fgithub",
          "/webhooks%2fgithub",
          "/webhooks%252Fgithub",
          "//webhooks/github",
          "/webhooks//github",
          "/./webhooks/./github",
          "/webhooks/%2e/github",
          "/webhooks/../webhooks/github",
          "/webhooks/x/%2e%2e/github",
          "/webhooks/..;/webhooks/github",
          "/webhooks/;/github",
          "/webhooks;x=y/github",
          "/webhooks/github;jsessionid=0",
          "/webhooks/github;x=y",
          "/webhooks/github%3Bx=y",
          "/webhooks/github/",
          "/webhooks/github/.",
          "/webhooks/github/..",
          "/webhooks/GitHub",
          "/WEBHOOKS/github",
          "/webhooks\\github",
          "/webhooks%5Cgithub",
          "/webhooks/github%00",
          "/webhooks/github%20",
          "/webhooks/github.",
          "/webhooks/github?",
          "/webhooks/github#x",
          "/webhooks/%c0%afgithub",
          "/webhooks/%e0%80%afgithub",
          "/webhooks/%u0067ithub",
          "/webhooks/%",
          "http://localhost/webhooks/github",
          "http://localhost//webhooks/%67ithub",
          "*");

  @RegisterExtension final Log log = new Log().ofEcho();
  @Parameter Container container;

  private final AtomicInteger reached = new AtomicInteger();
  private final AtomicInteger unguarded = new AtomicInteger();

  private Server start(String pattern) throws Exception {
    Map<String, String> params =
        Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "ledger", "none");
    return container.start(
        new WebApp()
            .filter(
                "hook",
                new WebhookFilter(new SettableClock(NOW)),
                params,
                pattern,
                DispatcherType.REQUEST)
            .servlet(
                pattern,
                (request, response) -> {
                  reached.incrementAndGet();
                  if (request.getAttribute(Delivery.ATTRIBUTE) == null) {
                    unguarded.incrementAndGet();
                  }
                }));
  }

  private static String exchange(Server server, String method, String path, boolean genuine)
      throws Exception {
    String signature = genuine ? GENUINE.headers().get("X-Signature") : "0".repeat(64);
    return server.exchange(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-HTTP-Method-Override: GET\r\n"
            + "X-HTTP-Method: GET\r\nX-Method-Override: GET\r\nX-Original-URL: /open\r\n"
            + "X-Rewrite-URL: /open\r\nX-Signature: "
            + signature
            + "\r\nContent-Length: 2\r\n\r\n",
        "{}".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void noWritingOfAPathLeadsPastTheFilter() throws Exception {
    for (String pattern : List.of("/webhooks/github", "/webhooks/*", "/*", "/")) {
      // A filter has no default mapping; /* is what its manual says.
      try (Server server = start(pattern.equals("/") ? "/*" : pattern)) {
        for (String path : PATHS) {
          String answer = exchange(server, "POST", path, false);
          assertThat(answer).as(pattern + " " + path).doesNotStartWith("HTTP/1.1 5");
          // Payara itself answers what is no URI with nothing, and calls that 200.
          if (container != Container.PAYARA_MICRO
              || !answer.contains("\r\nContent-Length: 0\r\n")) {
            assertThat(answer).as(pattern + " " + path).doesNotStartWith("HTTP/1.1 2");
          }
          assertThat(reached).as(pattern + " " + path).hasValue(0);
        }
        for (String path : PATHS) {
          exchange(server, "POST", path, true);
        }
      }
      assertThat(reached).as(pattern).hasPositiveValue();
      assertThat(unguarded).as(pattern).hasValue(0);
      reached.set(0);
    }
  }

  @Test
  void noMethodLeadsPastTheFilter() throws Exception {
    try (Server server = start("/webhooks/*")) {
      for (String method :
          List.of(
              "GET",
              "HEAD",
              "TRACE",
              "OPTIONS",
              "CONNECT",
              "PUT",
              "PATCH",
              "DELETE",
              "post",
              "Post",
              "POST%00",
              "XPOST",
              "PROPFIND")) {
        String answer = exchange(server, method, "/webhooks/github", true);
        // Tomcat itself answers 501 to CONNECT.
        assertThat(answer).as(method).containsPattern("^HTTP/1.1 (4|501)");
      }
      assertThat(reached).hasValue(0);
      assertThat(exchange(server, "POST", "/webhooks/github", true)).startsWith("HTTP/1.1 200");
    }
    assertThat(unguarded).hasValue(0);
  }
}
