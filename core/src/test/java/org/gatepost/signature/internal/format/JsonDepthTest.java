package org.gatepost.signature.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deep nesting is bounded, and costs no stack. */
class JsonDepthTest {
  private static final JsonPointer ID = JsonPointer.parse("/id");

  @ParameterizedTest
  @CsvSource({"[,]", "'{\"a\":',}"})
  void valuesUpToTheBoundAreRead(String open, String close) {
    // With the object that holds them, the value is inside 511 containers.
    assertThat(id(nested(open, "1", close, 509))).isEqualTo("found");
    assertThat(id(nested(open, "1", close, 510))).isEqualTo("found");
    assertThat(id(nested(open, "1", close, 511))).isNull();
    assertThat(id(nested(open, "1", close, 512))).isNull();
  }

  @Test
  void emptyContainerMayBeTheLastOne() {
    assertThat(id(nested("[", "[]", "]", 510))).isEqualTo("found");
    assertThat(id(nested("[", "{}", "]", 510))).isEqualTo("found");
    assertThat(id(nested("[", "[]", "]", 511))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"id\":", "{\"id\":", "{\"id\":["})
  void hugeDepthIsRefusedWithoutAnError(String open) {
    assertThat(read(open.repeat(300_000))).isNull();
    assertThat(read("{\"id\":\"found\",\"x\":" + open.repeat(300_000))).isNull();
  }

  @Test
  void pointerMayBeAsDeepAsTheText() {
    List<String> names = Stream.generate(() -> "a").limit(511).toList();
    JsonPointer deep = new JsonPointer(names);
    String json = "{\"a\":".repeat(511) + "\"end\"" + "}".repeat(511);

    assertThat(deep).hasToString(names.stream().map(n -> "/" + n).collect(Collectors.joining()));
    assertThat(JsonFields.read(json.getBytes(StandardCharsets.UTF_8), List.of(deep)).value(deep))
        .isEqualTo("end");
  }

  private static String nested(String open, String inner, String close, int depth) {
    return open.repeat(depth) + inner + close.repeat(depth);
  }

  private static String id(String other) {
    String before = read("{\"x\":" + other + ",\"id\":\"found\"}");
    assertThat(read("{\"id\":\"found\",\"x\":" + other + "}")).isEqualTo(before);
    return before;
  }

  private static String read(String json) {
    return JsonFields.read(json.getBytes(StandardCharsets.UTF_8), List.of(ID)).value(ID);
  }
}
