package org.gatepost.receiver.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import org.gatepost.IncomingRequest;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.filter.request.ContainerRequest;
import org.gatepost.fixture.Log;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Whom a server takes for the client, and what for the URL, behind proxies and liars. */
@InEachContainer
public class ProxyTest {
  private static final String NEAREST = "127.0.0.1";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private Server server;

  @BeforeEach
  void start() throws Exception {
    server =
        container.start(
            new WebApp()
                .servlet(
                    "/behind", (in, out) -> tell(in, out, NEAREST + ",10.0.0.0/8,2001:db8::/32"))
                .servlet("/alone", (in, out) -> tell(in, out, "10.0.0.0/8")));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static void tell(HttpServletRequest request, HttpServletResponse response, String proxies)
      throws IOException, ServletException {
    TrustedProxies trusted =
        new TrustedProxies(Cidrs.parse(proxies, "trusted-proxies", "hook"), "hook");
    IncomingRequest incoming = new ContainerRequest(request);
    Origin origin = trusted.origin(incoming);
    response
        .getWriter()
        .write(origin.client() + " " + origin.isSecure(incoming) + " " + origin.url(incoming));
  }

  /** Client, security and URL, each header given as name and value. */
  private List<String> told(String path, String... headers) throws Exception {
    HttpRequest.Builder request = server.to(path);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return List.of(server.send(request.build()).body().split(" "));
  }

  private String client(String... headers) throws Exception {
    return told("/behind", headers).get(0);
  }

  private String url(String... headers) throws Exception {
    List<String> told = told("/behind?q=%20a", headers);
    assertThat(told.get(1)).isEqualTo(Boolean.toString(told.get(2).startsWith("https:")));
    return told.get(2).replace(":" + server.port(), ":PORT");
  }

  @Test
  void whoIsNoTrustedProxyIsTheClientWhateverItSays() throws Exception {
    assertThat(
            told(
                "/alone",
                "Forwarded",
                "for=192.0.2.1;proto=https;host=evil.example",
                "X-Forwarded-For",
                "192.0.2.1",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "evil.example"))
        .containsExactly(NEAREST, "false", "http://127.0.0.1:" + server.port() + "/alone");
  }

  @Test
  void proxyThatSaysNothingIsTheClient() throws Exception {
    assertThat(client()).isEqualTo(NEAREST);
    assertThat(client("X-Forwarded-Proto", "https")).isEqualTo(NEAREST);
    assertThat(url()).isEqualTo("http://127.0.0.1:PORT/behind?q=%20a");
  }

  @Test
  void firstAddressFromTheRightThatIsNotTrustedIsTheClient() throws Exception {
    for (String spoof : List.of("", "10.0.0.9, ", "192.0.2.9, ", "unknown, ", "junk\"[, ", ", ")) {
      assertThat(client("X-Forwarded-For", spoof + "192.0.2.1")).isEqualTo("192.0.2.1");
      assertThat(client("X-Forwarded-For", spoof + "192.0.2.1, 10.0.0.1, 10.1.0.1"))
          .isEqualTo("192.0.2.1");
    }
    for (String spoof : List.of("", "for=10.0.0.9, ", "for=192.0.2.9, ", "for=_x,", ", ")) {
      assertThat(client("Forwarded", spoof + "for=192.0.2.1")).isEqualTo("192.0.2.1");
      assertThat(client("Forwarded", spoof + "for=192.0.2.1, for=\"[2001:db8::7]:80\""))
          .isEqualTo("192.0.2.1");
    }
    assertThat(client("Forwarded", "for=\"192.0.2.9", "Forwarded", "for=192.0.2.1"))
        .isEqualTo("192.0.2.1");
  }

  @Test
  void severalLinesAreOneList() throws Exception {
    assertThat(
            client(
                "X-Forwarded-For",
                "192.0.2.9",
                "X-Forwarded-For",
                "192.0.2.1",
                "X-Forwarded-For",
                "10.0.0.1"))
        .isEqualTo("192.0.2.1");
    assertThat(client("Forwarded", "for=192.0.2.9", "Forwarded", "for=192.0.2.1"))
        .isEqualTo("192.0.2.1");
  }

  @Test
  void ifAllAreTrustedTheOutermostIsTheClient() throws Exception {
    assertThat(client("X-Forwarded-For", "10.0.0.2, 10.0.0.1")).isEqualTo("10.0.0.2");
  }

  @Test
  void addressesAreReadAsProxiesWriteThem() throws Exception {
    assertThat(client("X-Forwarded-For", "192.0.2.1:4711")).isEqualTo("192.0.2.1");
    assertThat(client("X-Forwarded-For", "[2001:db9::1]:80")).isEqualTo("2001:db9:0:0:0:0:0:1");
    assertThat(client("X-Forwarded-For", "2001:db9::1")).isEqualTo("2001:db9:0:0:0:0:0:1");
    assertThat(client("X-Forwarded-For", "::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(client("X-Forwarded-For", "192.0.2.1, ::ffff:10.0.0.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void whatIsNoAddressEndsTheWalkWithAnUnknownClient() throws Exception {
    for (String end : List.of("unknown", "_x", "", "client.example", "192.0.2.1 192.0.2.2")) {
      assertThat(client("X-Forwarded-For", "192.0.2.1, " + end + ", 10.0.0.1"))
          .as(end)
          .isEqualTo("unknown");
    }
    assertThat(client("Forwarded", "for=192.0.2.1, for=unknown")).isEqualTo("unknown");
    assertThat(client("Forwarded", "for=192.0.2.1, proto=https")).isEqualTo("unknown");
    assertThat(client("Forwarded", "for=192.0.2.1, for=\"192.0.2.2")).isEqualTo("unknown");
  }

  @Test
  void twoKindsOfHeadersMustNameOneClient() throws Exception {
    assertThat(client("Forwarded", "for=192.0.2.1", "X-Forwarded-For", "192.0.2.9, 192.0.2.1"))
        .isEqualTo("192.0.2.1");
    assertThat(log.lines("GP051")).isEmpty();
    assertThat(client("Forwarded", "for=192.0.2.1", "X-Forwarded-For", "192.0.2.2"))
        .isEqualTo("unknown");
    assertThat(log.lines("GP051"))
        .containsExactly(
            "GP051: source [hook] does not know a client: by Forwarded it is [192.0.2.1], by"
                + " X-Forwarded-For [192.0.2.2]. The proxy must set one of them and remove the"
                + " other");
    assertThat(client("Forwarded", "for=192.0.2.1", "X-Forwarded-Host", "a.example"))
        .isEqualTo("unknown");
  }

  @Test
  void ofTwoKindsOfHeadersOnlyWhatBothSayIsBelieved() throws Exception {
    assertThat(
            url(
                "Forwarded", "for=192.0.2.1;proto=https;host=evil.example",
                "X-Forwarded-For", "192.0.2.1"))
        .isEqualTo("http://127.0.0.1:PORT/behind?q=%20a");
    assertThat(
            url(
                "Forwarded", "for=192.0.2.1;proto=https;host=a.example",
                "X-Forwarded-For", "192.0.2.1",
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "a.example"))
        .isEqualTo("https://a.example/behind?q=%20a");
  }

  @Test
  void tooMuchIsNotRead() throws Exception {
    String proxies = ",10.0.0.1".repeat(31);
    assertThat(client("X-Forwarded-For", "192.0.2.1" + proxies)).isEqualTo("192.0.2.1");
    assertThat(client("X-Forwarded-For", "192.0.2.1,192.0.2.1" + proxies)).isEqualTo("unknown");
    // 4,096 characters, with one for each line.
    String most = "for=192.0.2.1;x=" + "x".repeat(4_079);
    assertThat(client("Forwarded", most)).isEqualTo("192.0.2.1");
    assertThat(client("Forwarded", most + "x")).isEqualTo("unknown");
    assertThat(client("X-Forwarded-For", "192.0.2.1", "X-Forwarded-Host", "x".repeat(4_086)))
        .isEqualTo("unknown");
  }

  @Test
  void urlIsTheOneThatTheClientUsed() throws Exception {
    assertThat(url("Forwarded", "for=192.0.2.1;proto=https;host=a.example"))
        .isEqualTo("https://a.example/behind?q=%20a");
    assertThat(url("Forwarded", "for=192.0.2.1;proto=https;host=\"a.example:8443\""))
        .isEqualTo("https://a.example:8443/behind?q=%20a");
    assertThat(url("Forwarded", "for=192.0.2.1;proto=https;host=\"[2001:db9::1]:443\""))
        .isEqualTo("https://[2001:db9::1]/behind?q=%20a");
    assertThat(url("X-Forwarded-Proto", "HTTPS", "X-Forwarded-Host", "a.example"))
        .isEqualTo("https://a.example/behind?q=%20a");
    assertThat(url("X-Forwarded-Host", "a.example", "X-Forwarded-Port", "8080"))
        .isEqualTo("http://a.example:8080/behind?q=%20a");
    assertThat(url("X-Forwarded-Host", "a.example:81", "X-Forwarded-Port", "8080"))
        .isEqualTo("http://a.example:81/behind?q=%20a");
    assertThat(
            url(
                "X-Forwarded-Host", "a.example",
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Port", "443"))
        .isEqualTo("https://a.example/behind?q=%20a");
    // The Host header is the client's own, and so is its port.
    assertThat(url("X-Forwarded-Proto", "https", "X-Forwarded-Port", "443"))
        .isEqualTo("https://127.0.0.1:PORT/behind?q=%20a");
  }

  @Test
  void portThatTheHostHeaderDoesNotHaveIsTheProxys() throws Exception {
    String head =
        "GET /behind HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n"
            + "X-Forwarded-Proto: https\r\nX-Forwarded-Port: ";
    assertThat(server.exchange(head + "443\r\n\r\n", new byte[0]))
        .contains("true https://a.example/behind");
    assertThat(server.exchange(head + "8443\r\n\r\n", new byte[0]))
        .contains("true https://a.example:8443/behind");
  }

  @Test
  void eachProxysValuesStandAtItsPlaceFromTheRight() throws Exception {
    String[] addresses = {"X-Forwarded-For", "192.0.2.9, 192.0.2.1, 10.0.0.1"};
    assertThat(url(addresses[0], addresses[1], "X-Forwarded-Proto", "http, https, http"))
        .startsWith("https:");
    assertThat(url(addresses[0], addresses[1], "X-Forwarded-Proto", "https, http"))
        .startsWith("https:");
    assertThat(url(addresses[0], addresses[1], "X-Forwarded-Proto", "https, http, https"))
        .startsWith("http:");
    assertThat(url(addresses[0], addresses[1], "X-Forwarded-Proto", "https")).startsWith("https:");
    assertThat(url("X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https, http"))
        .startsWith("http:");
    assertThat(url("X-Forwarded-Host", "evil.example, a.example", "X-Forwarded-For", "192.0.2.1"))
        .isEqualTo("http://a.example/behind?q=%20a");
    assertThat(
            url("Forwarded", "for=192.0.2.9;proto=https, for=192.0.2.1, for=10.0.0.1;proto=https"))
        .startsWith("http:");
    // There is no third from the right.
    assertThat(
            url(
                "X-Forwarded-For", "192.0.2.1, 10.0.0.1, 10.0.0.1",
                "X-Forwarded-Proto", "https, https"))
        .startsWith("http:");
  }

  @Test
  void whatIsMalformedIsAsTheServerSeesIt() throws Exception {
    assertThat(
            url(
                "X-Forwarded-Proto", "ftp",
                "X-Forwarded-Host", "a/b",
                "X-Forwarded-Port", "99999"))
        .isEqualTo("http://127.0.0.1:PORT/behind?q=%20a");
    assertThat(url("X-Forwarded-Proto", "https", "X-Forwarded-Host", "a@b"))
        .isEqualTo("https://127.0.0.1:PORT/behind?q=%20a");
  }
}
