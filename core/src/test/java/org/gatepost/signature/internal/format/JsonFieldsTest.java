package org.gatepost.signature.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values at JSON pointers (RFC 6901), and whether readers could differ on them. */
class JsonFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/id|{\"id\":\"a\"}|a",
        "/id|{\"id\":1.50}|1.50",
        "/id|{\"id\":-0}|-0",
        "/id|{\"id\":1E400}|1E400",
        "/id|{\"id\":true}|true",
        "/id|{\"id\":false}|false",
        "/a/b|{\"a\":{\"b\":\"c\"}}|c",
        "/a/0|{\"a\":[\"x\",\"y\"]}|x",
        "/a/1|{\"a\":[\"x\",\"y\"]}|y",
        "/a/1/b|{\"a\":[{\"b\":1},{\"b\":2},{\"b\":3}]}|2",
        "/1|[\"x\",\"y\"]|y",
        "/1|{\"1\":\"member\"}|member",
        "/a~1b|{\"a/b\":1}|1",
        "/a~0b|{\"a~b\":1}|1",
        "/a~01|{\"a~1\":1}|1",
        "/|{\"\":\"empty name\"}|empty name",
        "/a//b|{\"a\":{\"\":{\"b\":2}}}|2",
        "/id|{\"\\u0069d\":\"escaped name\"}|escaped name",
        "/é|{\"\\u00e9\":1}|1",
        "/é|{\"é\":2}|2",
        "/id|{\"id\":\"\\ud83d\\ude00\"}|😀",
        "/id|{\"id\":\"\\uD83D\\uDE00😀é\"}|😀😀é",
        "/id|{\"x\":{\"id\":\"inner\"},\"id\":\"outer\"}|outer",
        "/id|{\"id\":\"outer\",\"x\":{\"id\":\"inner\"}}|outer",
      })
  void valueIsFound(String pointer, String json, String value) {
    assertThat(read(json, pointer)).isEqualTo(value);
    assertThat(isAmbiguous(json, pointer)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/id|{\"id\":null}",
        "/id|{\"id\":{}}",
        "/id|{\"id\":[]}",
        "/id|{\"id\":[\"a\"]}",
        "/id|{\"id\":{\"id\":\"deeper\"}}",
        "/id|{\"ID\":1}",
        "/id|{\"x\":{\"id\":1}}",
        "/id|[{\"id\":1}]",
        "/a/b|{\"a\":\"b\"}",
        "/a/b|{\"b\":1,\"a\":{}}",
        "/a/b|{\"a\":{\"c\":{\"b\":1}}}",
        "/a/b|{\"c\":{\"b\":1},\"a\":2}",
        "/a/2|{\"a\":[1,2]}",
        "/a/00|{\"a\":[1,2]}",
        "/a/-|{\"a\":[1,2]}",
        "/a/-1|{\"a\":[1,2]}",
        "/0|{\"a\":1}",
        "/a~1b|{\"a\":{\"b\":1}}",
      })
  void valueIsNotFound(String pointer, String json) {
    assertThat(read(json, pointer)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1,\"id\":2}",
        "{\"id\":1,\"id\":1}",
        "{\"id\":1,\"\\u0069d\":2}",
        "{\"id\":{},\"id\":2}",
        "{\"id\":1,\"x\":{\"id\":3},\"id\":null}",
        "{\"id\":[1],\"x\":2,\"id\":[1]}"
      })
  void memberThatIsThereTwiceIsAmbiguous(String json) {
    assertThat(isAmbiguous(json, "/id")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"id\":1},\"data\":{\"id\":2}}",
        "{\"data\":{\"id\":1},\"data\":{}}",
        "{\"data\":5,\"data\":{\"id\":1}}",
        "{\"data\":{\"id\":1,\"id\":2}}"
      })
  void objectOnTheWayThatIsThereTwiceIsAmbiguous(String json) {
    assertThat(isAmbiguous(json, "/data/id")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"id\":1},\"id\":2}",
        "{\"id\":2,\"id\":3,\"data\":{\"id\":1}}",
        "{\"x\":1,\"x\":2,\"data\":{\"id\":1}}",
        "{\"data\":{\"id\":1,\"x\":{\"id\":2},\"y\":{\"data\":{\"id\":3}}}}",
        "{\"a\":{\"data\":{\"id\":2}},\"data\":{\"id\":1}}",
        "{\"data\":{\"x\":[{\"id\":2},{\"id\":3}],\"id\":1}}"
      })
  void sameNameElsewhereIsNotAmbiguous(String json) {
    assertThat(isAmbiguous(json, "/data/id")).isFalse();
    assertThat(read(json, "/data/id")).isEqualTo("1");
  }

  @Test
  void escapesStandForWhatTheyMean() {
    assertThat(read("{\"id\":\"\\u0061\\b\\f\\n\\r\\t\\\"\\\\\\/\\u00E9\"}", "/id"))
        .isEqualTo("a\b\f\n\r\t\"\\/é");
  }

  @Test
  void whatIsNotJsonIsNotAmbiguous() {
    assertThat(isAmbiguous("{\"id\":1,\"id\":2", "/id")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud800\\ud800", "a\\udbffz"})
  void loneSurrogateIsNoValue(String escape) {
    assertThat(read("{\"id\":\"" + escape + "\"}", "/id")).isNull();
    JsonPointer id = JsonPointer.parse("/id");
    JsonPointer type = JsonPointer.parse("/type");
    String json = "{\"id\":\"" + escape + "\",\"" + escape + "\":{\"type\":1},\"type\":\"t\"}";
    JsonFields fields = JsonFields.read(json.getBytes(StandardCharsets.UTF_8), List.of(id, type));
    assertThat(fields.isJson()).isTrue();
    assertThat(fields.isIllegible(id)).isTrue();
    assertThat(fields.has(id)).isTrue();
    assertThat(fields.isIllegible(type)).isFalse();
    assertThat(fields.value(type)).isEqualTo("t");
  }

  @Test
  void severalPointersAreReadInOnePass() {
    String json = "{\"event\":{\"type\":\"t\",\"ts\":[1,2]},\"type\":\"outer\",\"event_id\":\"e\"}";
    List<JsonPointer> pointers =
        Stream.of("/event/type", "/type", "/event_id", "/event/ts/1", "/none", "/event")
            .map(JsonPointer::parse)
            .toList();

    JsonFields fields = JsonFields.read(json.getBytes(StandardCharsets.UTF_8), pointers);

    assertThat(pointers.stream().map(fields::value))
        .containsExactly("t", "outer", "e", "2", null, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "id", "#/id", "/~", "/a~2b", "/a~"})
  void whatIsNotAPointerIsRefused(String pointer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonPointer.parse(pointer))
        .withMessage("must be a JSON pointer such as /data/id (RFC 6901), was [" + pointer + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/id", "/a/b/0", "/", "//", "/a~0b~1c", "/~01"})
  void pointerIsWrittenAsItWasRead(String pointer) {
    assertThat(JsonPointer.parse(pointer)).hasToString(pointer);
  }

  private static String read(String json, String pointer) {
    return fields(json, pointer).value(JsonPointer.parse(pointer));
  }

  private static boolean isAmbiguous(String json, String pointer) {
    return fields(json, pointer).isAmbiguous(JsonPointer.parse(pointer));
  }

  private static JsonFields fields(String json, String pointer) {
    return JsonFields.read(
        json.getBytes(StandardCharsets.UTF_8), List.of(JsonPointer.parse(pointer)));
  }
}
