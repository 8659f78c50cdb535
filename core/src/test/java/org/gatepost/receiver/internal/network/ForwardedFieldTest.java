package org.gatepost.receiver.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of RFC 7239. */
class ForwardedFieldTest {

  private static List<String> clients(String... lines) {
    return ForwardedField.read(List.of(lines)).stream().map(o -> o.client().toString()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "for=192.0.2.43 | 192.0.2.43",
        "For=\"192.0.2.43\" | 192.0.2.43",
        "FOR=\"192.0.2.43:47011\" | 192.0.2.43",
        "for=\"192.0.2.43:_port\" | 192.0.2.43",
        "for=\"[2001:db8:cafe::17]\" | 2001:db8:cafe:0:0:0:0:17",
        "for=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe:0:0:0:0:17",
        "for=\"[::ffff:192.0.2.43]\" | 192.0.2.43",
        "for=\"\\1\\92.0.2.43\" | 192.0.2.43",
        "by=203.0.113.60;for=192.0.2.43 ; proto=http | 192.0.2.43",
        ";;for=192.0.2.43;; | 192.0.2.43",
        "secret=\"a,b;c=\\\"d\";for=192.0.2.43 | 192.0.2.43",
        "proto=https | unknown",
        "for=unknown | unknown",
        "for=\"unknown:47011\" | unknown",
        "for=_hidden | unknown",
        "for=\"_SEVKISEK:_x\" | unknown",
        "for=client.example | unknown",
        "for=\"\" | unknown",
        "for=\"192.0.2.43:\" | unknown",
        "for=\"192.0.2.43:123456\" | unknown",
        "for=\"192.0.2.43 \" | unknown",
        "for=\"[192.0.2.43]\" | unknown",
        "for=\"2001:db8::17\" | unknown",
        "for=\"[2001:db8::17\" | unknown",
        "for=\"[2001:db8::17]47011\" | unknown",
        "for=\"[fe80::1%eth0]\" | unknown",
        "for=\"[\" | unknown",
        "for=\"]\" | unknown",
        "for=\":\" | unknown"
      })
  void elementNamesItsClient(String element, String client) {
    assertThat(clients(element)).containsExactly(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for",
        "for=",
        "=192.0.2.43",
        "for =192.0.2.43",
        "for= 192.0.2.43",
        "for=192.0.2.43 proto=http",
        "for=192.0.2.43:80",
        "for=[2001:db8::17]",
        "for=\"192.0.2.43",
        "for=\"192.0.2.43\\",
        "for=\"192.0.2.43\"x",
        "for=192.0.2.43;for=192.0.2.44",
        "for=192.0.2.43;FOR=192.0.2.43",
        "for=192.0.2.43;\"",
        "for=192.0.2.43é",
        "for=192.0.2.43, for=\"192.0.2.44"
      })
  void malformedLineNamesNobody(String line) {
    assertThat(clients(line)).containsExactly("unknown");
    // What stands in other lines is not touched by it.
    assertThat(clients("for=192.0.2.1", line, "for=192.0.2.2, for=192.0.2.3"))
        .containsExactly("192.0.2.1", "unknown", "192.0.2.2", "192.0.2.3");
  }

  @Test
  void elementsAndLinesAreOneList() {
    assertThat(clients("for=192.0.2.1,for=192.0.2.2", "", "for=192.0.2.3 ,\tfor=\"[::1]\""))
        .containsExactly("192.0.2.1", "192.0.2.2", "unknown", "192.0.2.3", "0:0:0:0:0:0:0:1");
  }

  @Test
  void elementSaysHowTheClientAddressedIt() {
    Origin origin =
        ForwardedField.read(List.of("for=192.0.2.1;Proto=HTTPS;host=\"example.com:8443\"")).get(0);
    assertThat(origin.scheme()).contains("https");
    assertThat(origin.host()).contains("example.com");
    assertThat(origin.port()).contains("8443");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proto=ftp;host=\"a b\"",
        "proto=\"https \";host=\"a/b\"",
        "proto=\"\";host=\"\"",
        "proto=wss;host=\"user@example.com\"",
        "proto=httpss;host=\"example.com:0\"",
        "proto=\"https,http\";host=\"example.com:65536\"",
        "host=\"example.com:\"",
        "host=\"[::1\"",
        "host=\"::1\"",
        "host=\"[::1]x\"",
        "host=\"example.com\\\r\\\nX: y\""
      })
  void malformedSchemeAndHostAreNotSaid(String element) {
    assertThat(ForwardedField.read(List.of(element)))
        .containsExactly(Origin.of(ClientAddress.UNKNOWN));
  }

  @Test
  void nothingThatIsSentBreaksIt() {
    String alphabet = "for=;,\"\\[]:_ .1aF%\t\u0000é";
    Random random = new Random(7239);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder line = new StringBuilder(random.nextBoolean() ? "for=" : "");
      for (int length = random.nextInt(24); length > 0; length--) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(ForwardedField.read(List.of(line.toString()))).isNotEmpty();
      assertThat(
              XForwardedFields.read(
                      List.of(line.toString()),
                      List.of(line.toString()),
                      List.of(line.toString()),
                      List.of(line.toString()))
                  .origins())
          .isNotEmpty();
    }
  }
}
