package org.gatepost.signature.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the signer makes is of the form that the senders' own verifiers look for. */
class SendersVerifiersTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_796_003_831_123L);
  private static final Secret SECRET = Secret.of("test", "s");

  private static OutgoingRequest signed(String preset, String body, Map<String, String> headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Scheme scheme = Scheme.preset(preset);
    OutgoingRequest request =
        scheme.signer(SECRET).request("POST", "https://a.example/hook", bytes, NOW, headers);
    assertThat(scheme.verifier(List.of(SECRET)).verify(TestRequest.of(request), NOW))
        .isInstanceOf(Verified.class);
    return request;
  }

  @Test
  void libraryOfHygraphSplitsTheHeaderByPosition() {
    String header =
        signed("hygraph", "{\"a\":1}", Map.of("gcms-signature", "env=master"))
            .headers("gcms-signature")
            .get(0);

    String[] parts = header.split(", ", -1);
    assertThat(parts).hasSize(3);
    assertThat(parts[0]).startsWith("sign=");
    assertThat(parts[1]).isEqualTo("env=master");
    assertThat(parts[2]).isEqualTo("t=1796003831123");
  }

  @Test
  void libraryOfLinearWantsANumber() {
    String body = "{\"action\":\"create\",\"type\":\"Issue\",\"data\":{}}";

    assertThat(new String(signed("linear", body, Map.of()).body(), StandardCharsets.UTF_8))
        .contains("\"webhookTimestamp\":1796003831123,");
  }

  @Test
  void timeThatIsSignedAsATextIsOne() {
    String body = new String(signed("mailgun", "{}", Map.of()).body(), StandardCharsets.UTF_8);

    assertThat(body).contains("\"timestamp\":\"1796003831\"");
  }

  @ParameterizedTest
  @CsvSource({"messagebird,MessageBird-Signature-JWT", "qstash,Upstash-Signature"})
  void tokenHasBoundsAndAnId(String preset, String header) {
    String token = signed(preset, "{}", Map.of()).headers(header).get(0);

    String claims =
        new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    assertThat(claims)
        .contains("\"iss\":", "\"nbf\":1796003831,", "\"exp\":1796003891,", "\"jti\":\"");
  }

  @Test
  void clientStateOfMicrosoftGraphStandsInItsNotification() {
    String body = "{\"value\":[{\"changeType\":\"created\",\"resource\":\"r\"}]}";

    assertThat(new String(signed("microsoft-graph", body, Map.of()).body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"value\":[{\"clientState\":\"s\",\"changeType\":\"created\",\"resource\":\"r\"}]}");
    assertThat(new String(signed("microsoft-graph", "{}", Map.of()).body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"value\":[{\"clientState\":\"s\"}]}");
  }

  @Test
  void libraryOfLivekitWantsTheTokenAlone() {
    String header =
        signed("livekit", "{\"event\":\"room_started\"}", Map.of()).headers("Authorization").get(0);

    assertThat(header).startsWith("eyJ");
  }

  @Test
  void libraryOfMetronomeWantsItsOwnDate() {
    assertThat(signed("metronome", "{\"id\":\"1\"}", Map.of()).headers("X-Metronome-Date"))
        .containsExactly("Mon, 30 Nov 2026 01:57:11 GMT");
  }

  @Test
  void signatureGoesIntoTheJsonThatAFormHolds() {
    OutgoingRequest request =
        signed(
            "dropbox-sign",
            "json=%7B%22event%22%3A%7B%22event_type%22%3A%22t%22%7D%7D&a=1",
            Map.of("Content-Type", "application/x-www-form-urlencoded"));

    String body = new String(request.body(), StandardCharsets.UTF_8);
    assertThat(body).startsWith("a=1&json=%7B%22event%22%3A%7B%22event_hash%22%3A%22");
    assertThat(body).contains("%22event_time%22%3A%221796003831%22");
  }
}
