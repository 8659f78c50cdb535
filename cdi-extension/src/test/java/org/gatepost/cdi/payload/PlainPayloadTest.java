package org.gatepost.cdi.payload;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is taken as it came, or as JSON-P reads it. */
class PlainPayloadTest {
  private static final byte[] NOT_UTF_8 = {'a', (byte) 0xC3, (byte) 0x28, 0, '\r', '\n'};

  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void jsonObject() {
    deliver("object", "{\"a\": {\"b\": 1.50}}");

    assertThat(application.seen())
        .containsExactly(
            Json.createObjectBuilder()
                .add("a", Json.createObjectBuilder().add("b", new BigDecimal("1.50")))
                .build());
  }

  @Test
  void jsonArray() {
    deliver("array", "[1, \"two\"]");

    assertThat(application.seen())
        .containsExactly(Json.createArrayBuilder().add(1).add("two").build());
  }

  @Test
  void jsonValueIsAnyValueEvenNull() {
    deliver("value", "true");
    deliver("value", "\"text\"");
    deliver("value", "null");
    deliver("value", "{}");

    assertThat(application.seen())
        .containsExactly(
            JsonValue.TRUE, Json.createValue("text"), JsonValue.NULL, JsonValue.EMPTY_JSON_OBJECT);
  }

  @Test
  void stringIsTheBodyLetterByLetter() {
    deliver("text", " {\"größe\" :1}\r\n\u0000");

    assertThat(application.seen()).containsExactly(" {\"größe\" :1}\r\n\u0000");
  }

  @Test
  void bytesAreTheBodyByteByByte() {
    assertThat(application.deliver("bytes", NOT_UTF_8)).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly(NOT_UTF_8);
  }

  @Test
  void streamIsTheBodyFromItsBeginningForEachObserver() {
    assertThat(application.deliver("stream", NOT_UTF_8)).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly(NOT_UTF_8, NOT_UTF_8);
  }

  @Test
  void deliveryNeedsNoParticularBody() {
    assertThat(application.deliver("delivery", NOT_UTF_8)).isEqualTo("DONE");

    assertThat(application.seen())
        .singleElement(InstanceOfAssertFactories.type(Delivery.class))
        .satisfies(
            delivery -> {
              assertThat(delivery.type()).isEqualTo("delivery");
              assertThat(delivery.body()).isEqualTo(NOT_UTF_8);
            });
  }

  @Test
  void emptyBodyIsTextAndBytes() {
    deliver("text", "");
    assertThat(application.deliver("bytes", new byte[0])).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("", new byte[0]);
  }

  private void deliver(String type, String body) {
    assertThat(application.deliver(type, body.getBytes(StandardCharsets.UTF_8))).isEqualTo("DONE");
  }

  @ApplicationScoped
  static class Observers {
    void object(@Observes @Webhook("object") JsonObject object, Notebook seen) {
      seen.write(object);
    }

    void array(@Observes @Webhook("array") JsonArray array, Notebook seen) {
      seen.write(array);
    }

    void value(@Observes @Webhook("value") JsonValue value, Notebook seen) {
      seen.write(value);
    }

    void text(@Observes @Webhook("text") String text, Notebook seen) {
      seen.write(text);
    }

    void bytes(@Observes @Webhook("bytes") byte[] bytes, Notebook seen) {
      seen.write(bytes);
    }

    void stream(@Observes @Webhook("stream") InputStream stream, Notebook seen) throws IOException {
      seen.write(stream.readAllBytes());
      stream.close();
    }

    void streamToo(@Observes @Webhook("stream") InputStream stream, Notebook seen)
        throws IOException {
      seen.write(stream.readAllBytes());
    }

    void delivery(@Observes @Webhook("delivery") Delivery delivery, Notebook seen) {
      seen.write(delivery);
    }
  }
}
