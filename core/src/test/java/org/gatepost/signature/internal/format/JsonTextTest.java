package org.gatepost.signature.internal.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonPrimitive;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A member is put into a JSON text, and the rest stays as it is. */
class JsonTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|/a|{\"a\":\"v\"}",
        "{}|/a/b/c|{\"a\":{\"b\":{\"c\":\"v\"}}}",
        " { \"b\" : 1 } |/a| {\"a\":\"v\", \"b\" : 1 } ",
        "{\"a\":{ }}|/a/b|{\"a\":{\"b\":\"v\" }}",
        "{\"x\":[{\"a\":[1,\"a\"]},{}],\"a\":{\"c\":null}}|/a/b|{\"x\":[{\"a\":[1,\"a\"]},{}],\"a\":{\"b\":\"v\",\"c\":null}}",
        "{\"b\":{\"a\":{}}}|/a/b|{\"a\":{\"b\":\"v\"},\"b\":{\"a\":{}}}",
        "{\"\\u0061\":{}}|/a/b|{\"\\u0061\":{\"b\":\"v\"}}",
        "{}|/a~1b|{\"a/b\":\"v\"}",
        "[{\"x\":[1,2]},{}]|/1/a|[{\"x\":[1,2]},{\"a\":\"v\"}]",
        "{\"l\":[{\"b\":1}]}|/l/0/a|{\"l\":[{\"a\":\"v\",\"b\":1}]}",
        "{\"b\":\"}\\\"{\"}|/a|{\"a\":\"v\",\"b\":\"}\\\"{\"}"
      })
  void memberIsPutIntoTheDeepestObjectThatIsThere(String json, String pointer, String expected) {
    JsonPointer place = JsonPointer.parse(pointer);
    byte[] inserted = JsonText.insert(json.getBytes(UTF_8), place, "v");

    assertThat(new String(inserted, UTF_8).strip()).isEqualTo(expected.strip());
    assertThat(JsonFields.read(inserted, List.of(place)).value(place)).isEqualTo("v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "[{}]", "1", "{", "{\"a\":1}", "{\"a\":[]}", "{\"a\":{\"b\":1}}", "x"})
  void memberThatHasNoRoomIsRefused(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonText.insert(json.getBytes(UTF_8), JsonPointer.parse("/a/b"), "v"))
        .withMessage("the body cannot have a new member at /a/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b\\c/", "\b\t\n\f\r", "\u0000\u001f\u007f", "é\ud83d\ude00"})
  void quotedTextIsReadAsItWas(String text) {
    String quoted = JsonText.quote(text);

    assertThat(new com.google.gson.Gson().fromJson(quoted, JsonPrimitive.class).getAsString())
        .isEqualTo(text);
    assertThat(quoted).doesNotContain("\\/");
  }
}
