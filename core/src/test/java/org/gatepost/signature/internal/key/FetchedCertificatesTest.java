package org.gatepost.signature.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A certificate is fetched once, and forgeries do not make us fetch at will. */
class FetchedCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-03-06T20:00:00Z");

  private final FetchedCertificates certificates = new FetchedCertificates();
  private final List<String> fetched = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    byte[] pem = pem();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          fetched.add(path);
          byte[] body =
              switch (path) {
                case "/text.pem" -> new byte[] {'x'};
                case "/fit.pem" -> Arrays.copyOf(pem, BoundedBody.MAX_LENGTH_IN_BYTES);
                case "/long.pem" -> Arrays.copyOf(pem, BoundedBody.MAX_LENGTH_IN_BYTES + 1);
                default -> pem;
              };
          exchange.getResponseHeaders().set("Location", "/other.pem");
          int status = path.equals("/moved.pem") ? 302 : path.equals("/gone.pem") ? 404 : 200;
          // Without a length, as a server might that never ends.
          exchange.sendResponseHeaders(status, 0);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void certificateIsFetchedOnce() throws IOException {
    assertThat(certificates.at(address("/a.pem"), NOW))
        .isEqualTo(FetchedCertificates.parse(pem()))
        .isSameAs(certificates.at(address("/a.pem"), NOW.plusSeconds(86_400)));
    certificates.at(address("/b.pem"), NOW);

    assertThat(fetched).containsExactly("/a.pem", "/b.pem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/moved.pem", "/gone.pem", "/text.pem", "/long.pem"})
  void whatIsNoCertificateIsRefusedAndNotFollowed(String path) {
    assertThatThrownBy(() -> certificates.at(address(path), NOW)).isInstanceOf(IOException.class);
    assertThat(fetched).containsExactly(path);
  }

  @Test
  void lengthIsBoundedInclusively() throws IOException {
    assertThat(certificates.at(address("/fit.pem"), NOW)).isNotNull();
  }

  @Test
  void addressThatDoesNotAnswerIsRefused() {
    URI address = address("/a.pem");
    server.stop(0);

    assertThatThrownBy(() -> certificates.at(address, NOW)).isInstanceOf(IOException.class);
  }

  @Test
  void fetchesOfAMinuteAreCountedWhateverTheyBring() throws IOException {
    certificates.at(address("/kept.pem"), NOW);
    for (int i = 1; i < FetchedCertificates.MAX_FETCHES; i++) {
      assertThatThrownBy(() -> certificates.at(address("/gone.pem"), NOW.plusSeconds(59)))
          .hasMessageContaining("404");
    }
    assertThatThrownBy(() -> certificates.at(address("/b.pem"), NOW.plusSeconds(59)))
        .hasMessageContaining("more than 10 certificates a minute");
    assertThat(fetched).hasSize(FetchedCertificates.MAX_FETCHES);

    // What is there needs no fetching, and the next minute has its own.
    assertThat(certificates.at(address("/kept.pem"), NOW.plusSeconds(59))).isNotNull();
    assertThat(certificates.at(address("/b.pem"), NOW.plusSeconds(60))).isNotNull();
  }

  @Test
  void leastRecentlyUsedCertificateGoesFirst() throws IOException {
    certificates.at(address("/used.pem"), NOW);
    for (int i = 0; i < FetchedCertificates.MAX_KEPT; i++) {
      certificates.at(address("/" + i + ".pem"), NOW.plusSeconds(60L * (i / 5)));
      certificates.at(address("/used.pem"), NOW);
    }
    certificates.at(address("/1.pem"), NOW);
    assertThat(fetched).hasSize(1 + FetchedCertificates.MAX_KEPT).doesNotHaveDuplicates();

    certificates.at(address("/0.pem"), NOW.plusSeconds(600));
    assertThat(fetched).endsWith("/0.pem").hasSize(2 + FetchedCertificates.MAX_KEPT);
  }

  @Test
  void inventedNamesDoNotUseUpTheFetchesOfPlausibleOnes() throws IOException {
    for (int i = 0; i < FetchedCertificates.MAX_FETCHES; i++) {
      certificates.at(address("/invented-" + i + ".pem"), NOW);
    }
    assertThatThrownBy(() -> certificates.at(address("/invented.pem"), NOW))
        .isInstanceOf(IOException.class);

    assertThat(certificates.at(address(plausible(0)), NOW)).isNotNull();
  }

  @Test
  void plausibleNamesDoNotUseUpTheFetchesOfKnownOnes() throws IOException {
    String known = plausible(0);
    certificates.at(address(known), NOW);
    for (int i = 1; i <= FetchedCertificates.MAX_KEPT; i++) {
      certificates.at(address(plausible(i)), NOW.plusSeconds(60 + 60L * (i / 5)));
    }
    Instant later = NOW.plusSeconds(600);
    for (int i = 0; i < FetchedCertificates.MAX_FETCHES; i++) {
      certificates.at(address(plausible(1_000 + i)), later);
    }
    assertThatThrownBy(() -> certificates.at(address(plausible(2_000)), later))
        .isInstanceOf(IOException.class);

    // It is no longer kept, and yet to be had.
    assertThat(certificates.at(address(known), later)).isNotNull();
    assertThat(fetched).endsWith(known);
  }

  private static String plausible(int number) {
    return String.format(java.util.Locale.ROOT, "/SimpleNotificationService-%032x.pem", number);
  }

  private URI address(String path) {
    return URI.create(
        "http://"
            + server.getAddress().getHostString()
            + ":"
            + server.getAddress().getPort()
            + path);
  }

  private static byte[] pem() throws IOException {
    try (InputStream in =
        FetchedCertificatesTest.class.getResourceAsStream(
            "/org/gatepost/signature/sns/certificate.pem")) {
      return in.readAllBytes();
    }
  }
}
