package org.gatepost.cdi.payload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonObject;
import java.nio.charset.Charset;
import java.util.Map;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is UTF-8, or nobody sees it. */
class CharsetTest {
  private static final String[] TYPES = {"text", "object", "map"};
  private static final String WORD = "{\"a\": \"größe\"}";

  @AutoClose private final LogLines log = new LogLines();
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "application/json; charset=\"Utf-8\"; v=1",
        "application/json; charset = utf8",
        "nonsense",
      })
  void utf8IsRead(String contentType) {
    assertThat(outcomes(contentType, WORD, UTF_8)).containsOnly("DONE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=iso-8859-1",
        "application/json; charset=\"windows-1252\"",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; charset=utf-16",
        "application/json; charset=no-such-charset",
        "application/json; charset=",
      })
  void textThatIsDeclaredOtherwiseIsRefusedUnlessItIsAscii(String contentType) {
    assertThat(outcomes(contentType, WORD, UTF_8)).containsOnly("INVALID");
    assertThat(outcomes(contentType, WORD, ISO_8859_1)).containsOnly("INVALID");
    assertThat(outcomes(contentType, "{\"a\": \"b\"}", UTF_16LE)).containsOnly("INVALID");
    assertThat(application.seen()).isEmpty();
    assertThat(log.with("by its content type")).hasSize(9);

    assertThat(outcomes(contentType, "{\"a\": \"b\"}", US_ASCII)).containsOnly("DONE");
  }

  @Test
  void textInAnotherCharsetIsRefusedThoughUndeclared() {
    assertThat(outcomes("application/json", WORD, ISO_8859_1)).containsOnly("INVALID");
    assertThat(outcomes("application/json", WORD, UTF_16)).containsOnly("INVALID");
  }

  @Test
  void byteOrderMarkIsSkippedWhereTheBodyIsReadAsJson() {
    assertThat(outcomes("application/json", "\uFEFF" + WORD, UTF_8)).containsOnly("DONE");
  }

  @Test
  void byteOrderMarkWithinIsACharacter() {
    assertThat(outcomes("application/json", "{\"a\": \"\uFEFF\"}", UTF_8)).containsOnly("DONE");
  }

  @Test
  void bytesAreGivenAsTheyAre() {
    byte[] body = ("\uFEFF" + WORD).getBytes(UTF_16);

    assertThat(application.deliverAs("text/plain; charset=utf-16", "bytes", body))
        .isEqualTo("DONE");
    assertThat(application.seen()).containsExactly(body);
  }

  private String[] outcomes(String contentType, String body, Charset charset) {
    String[] outcomes = new String[TYPES.length];
    for (int i = 0; i < TYPES.length; i++) {
      outcomes[i] = application.deliverAs(contentType, TYPES[i], body.getBytes(charset));
    }
    return outcomes;
  }

  @ApplicationScoped
  static class Observers {
    void text(@Observes @Webhook("text") String text, Notebook seen) {
      seen.write(text);
    }

    void object(@Observes @Webhook("object") JsonObject object, Notebook seen) {
      seen.write(object);
    }

    void map(@Observes @Webhook("map") Map<String, String> map, Notebook seen) {
      seen.write(map);
    }

    void bytes(@Observes @Webhook("bytes") byte[] bytes, Notebook seen) {
      seen.write(bytes);
    }
  }
}
