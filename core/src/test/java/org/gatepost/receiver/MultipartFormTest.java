package org.gatepost.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatepost.fixture.PlainRequest;
import org.gatepost.signature.fixture.Hmac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that a scheme reads may stand in parts, if no reader could find others there. */
class MultipartFormTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_796_000_000);
  private static final String TOKEN = "a".repeat(50);
  private static final String SIGNATURE = Hmac.hex("key", "1796000000" + TOKEN);

  private static String part(String disposition, String content) {
    return "--b\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
  }

  private static String field(String name, String value) {
    return part("form-data; name=\"" + name + "\"", value);
  }

  private static final String FIELDS =
      field("timestamp", "1796000000")
          + field("token", TOKEN)
          + field("recipient", "a@example.org");
  private static final String FILE =
      part(
          "form-data; name=\"attachment-1\"; filename=\"a.txt\"\r\nContent-Type: text/plain", "hi");
  private static final String MAIL = FIELDS + field("signature", SIGNATURE) + FILE + "--b--\r\n";

  private static Reception receive(String type, String body) throws Exception {
    Map<String, String> settings =
        new TreeMap<>(Map.of("scheme", "mailgun-form", "secret", "literal:key"));
    return Receiver.of("mailgun", settings, Clock.fixed(NOW, ZoneOffset.UTC))
        .receive(PlainRequest.post(Map.of("Content-Type", type), body));
  }

  private static Reception receive(String body) throws Exception {
    return receive("multipart/form-data; boundary=b", body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=b",
        "Multipart/Form-Data;boundary=\"b\"",
        "multipart/form-data; charset=utf-8; boundary=b"
      })
  void fieldsStandInParts(String type) throws Exception {
    assertThat(receive(type, MAIL))
        .isInstanceOfSatisfying(
            Reception.Accepted.class,
            accepted -> {
              assertThat(accepted.delivery().id()).contains(TOKEN);
              assertThat(accepted.delivery().key()).contains(TOKEN + ";form");
              assertThat(accepted.delivery().form().get())
                  .containsEntry("recipient", List.of("a@example.org"))
                  .doesNotContainKey("attachment-1");
            });
  }

  @Test
  void sameFieldsAsAnotherFormAreTheSameDelivery() throws Exception {
    String form = "timestamp=1796000000&token=" + TOKEN + "&signature=" + SIGNATURE;

    assertThat(receive("application/x-www-form-urlencoded", form))
        .isInstanceOfSatisfying(
            Reception.Accepted.class,
            accepted -> assertThat(accepted.delivery().key()).contains(TOKEN + ";form"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Twice, also as a file.
        "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nother\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"token\"; filename=\"x\"\r\n\r\nother\r\n",
        // What some read as the name, and others do not.
        "--b\r\nContent-Disposition: form-data; name=\"x\"; name=\"token\"\r\n\r\nother\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"t\\oken\"; x=\"token\"\r\n\r\nother\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"tok%65n\"\r\n\r\nother\r\n",
        "--b\r\nContent-Disposition: form-data; name*=utf-8''token\r\n\r\nother\r\n",
        "--b\r\nContent-Disposition: form-data; filename=\"x\\\"; name=\"token\"\r\n\r\nother\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"token\r\n\r\nother\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n name=\"token\"\r\n\r\nother\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n"
            + "Content-Disposition: form-data; name=\"token\"\r\n\r\nother\r\n",
        "--b\nContent-Disposition: form-data; name=\"token\"\n\nother\r\n",
        "--b \r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nother\r\n",
        "--bb\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nother\r\n",
        // A part without an end of its headers, or that ends in them.
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n",
      })
  void bodyThatReadersDifferOnIsRefused(String more) throws Exception {
    assertThat(receive(MAIL.replace(FILE, more))).isInstanceOf(Reception.Declined.class);
    assertThat(receive(MAIL.replace(FILE, more + FILE))).isInstanceOf(Reception.Declined.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Transfer-Encoding: base64", "Content-Type: text/plain; charset=utf-16"})
  void fieldInAnotherEncodingIsRefused(String header) throws Exception {
    String changed = MAIL.replace("name=\"token\"", "name=\"token\"\r\n" + header);

    assertThat(receive(changed)).isInstanceOf(Reception.Declined.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7bit", "8bit", "binary"})
  void encodingThatIsNoneIsLetIn(String encoding) throws Exception {
    String changed =
        MAIL.replace("name=\"token\"", "name=\"token\"\r\nContent-Transfer-Encoding: " + encoding);

    assertThat(receive(changed)).isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void nothingStandsBeforeOrBehindTheParts() throws Exception {
    assertThat(receive("preamble\r\n" + MAIL)).isInstanceOf(Reception.Declined.class);
    assertThat(receive("\r\n" + MAIL)).isInstanceOf(Reception.Declined.class);
    assertThat(receive(MAIL + "epilogue")).isInstanceOf(Reception.Declined.class);
    assertThat(receive(MAIL.substring(0, MAIL.length() - 6)))
        .isInstanceOf(Reception.Declined.class);
  }

  /** Nobody signs the content type: another boundary could find other parts in a part. */
  @ParameterizedTest
  @ValueSource(strings = {"c", "bb", "", "b ", "b\"; boundary=\"c", "B"})
  void bodyNamesItsBoundaryItself(String boundary) throws Exception {
    String hidden = MAIL.replace("--b", "--c");
    String body = MAIL.replace("\r\nhi\r\n", "\r\nhi\r\n" + hidden + "\r\n");

    assertThat(receive("multipart/form-data; boundary=\"" + boundary + "\"", body))
        .isInstanceOf(Reception.Declined.class);
  }

  @Test
  void fieldOfTheNameOfAHeaderIsNone() throws Exception {
    String quoted = part("form-data; name=\"attachment-1\"; filename=\"a \\\"b\\\".txt\"", "hi");

    assertThat(receive(MAIL.replace(FILE, quoted))).isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void textWithinJsonIsNoForm() throws Exception {
    String body =
        "{\"x\":\"&timestamp=1796000000&token=" + TOKEN + "&signature=" + SIGNATURE + "&\"}";

    assertThat(receive("application/json", body)).isInstanceOf(Reception.Declined.class);
  }

  @Test
  void partHoldsTheJsonOfDropboxSign() throws Exception {
    String json =
        "{\"event\":{\"event_time\":\"1348177752\",\"event_type\":\"signature_request_sent\","
            + "\"event_hash\":\"e2fa45178d77031bbe94eddc9b4b3e4ffa66256ff189b3feac0aaa3a8a6f596c\"}}";
    Receiver receiver =
        Receiver.of(
            "sign",
            Map.of("scheme", "dropbox-sign", "secret", "literal:apikey"),
            Clock.fixed(NOW, ZoneOffset.UTC));
    PlainRequest request =
        PlainRequest.post(
            Map.of("Content-Type", "multipart/form-data; boundary=b"),
            field("json", json) + "--b--\r\n");

    assertThat(receiver.receive(request))
        .isInstanceOfSatisfying(
            Reception.Accepted.class,
            accepted -> {
              assertThat(accepted.delivery().type()).isEqualTo("signature_request_sent");
              assertThat(new String(accepted.delivery().body(), StandardCharsets.UTF_8))
                  .startsWith("--b\r\n");
              assertThat(accepted.passage().reply(Answer.SUCCESS.reply()).body())
                  .isEqualTo("Hello API Event Received");
            });
    byte[] twice =
        (field("json", json) + field("json", json) + "--b--").getBytes(StandardCharsets.UTF_8);
    assertThat(receiver.receive(new PlainRequest("POST", null, request.headers(), twice)))
        .isInstanceOf(Reception.Declined.class);
  }

  @Test
  void longPartsWithoutASignatureAreRefused() throws Exception {
    for (String piece :
        List.of("\r\n--", "\r\n--b", "--b\r\n\r\n\r\n", "\r", "%74", "\\\"", "; name=\"")) {
      String body = FIELDS + field("x", piece.repeat(100_000)) + "--b--";
      String head =
          "--b\r\nContent-Disposition: form-data; " + piece.repeat(100_000) + "\r\n\r\n\r\n--b--";
      assertThat(receive(body)).isInstanceOf(Reception.Declined.class);
      assertThat(receive(head)).isInstanceOf(Reception.Declined.class);
    }
  }
}
