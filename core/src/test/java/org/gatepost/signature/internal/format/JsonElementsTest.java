package org.gatepost.signature.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.signature.internal.format.JsonElements.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The elements that a pointer with {@code *} leads to, as they stand in the text. */
class JsonElementsTest {
  private static final int MAX = 5;

  private static JsonElements find(String json, String pointer) {
    return JsonElements.find(
        json.getBytes(StandardCharsets.UTF_8), JsonPointer.parse(pointer), MAX);
  }

  private static List<String> texts(String json, String pointer) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    JsonElements elements = find(json, pointer);
    assertThat(elements.state()).isEqualTo(State.CLEAR);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < elements.count(); i++) {
      int from = elements.from(i);
      texts.add(new String(bytes, from, elements.to(i) - from, StandardCharsets.UTF_8));
    }
    return texts;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "[1, {\"a\": [2]} , \"x\"] | /* | 1;{\"a\": [2]};\"x\"",
        "[] | /* | !!",
        "{} | /* | !!",
        "7 | /* | !!",
        "null | /* | !!",
        "{\"events\": [1, 2]} | /events/* | 1;2",
        "{\"events\": {\"0\": 1}} | /events/* | !!",
        "{\"other\": [1], \"events\": [true, null]} | /events/* | true;null",
        "{\"e\": [{\"c\": [1, 2]}, {\"c\": []}, {}, [9], {\"c\": [3]}]} | /e/*/c/* | 1;2;3",
        "[[1, 2], 3, [4]] | /*/* | 1;2;4",
        "{\"e\": [{\"c\": 1}, {\"d\": 2}, {\"c\": {\"c\": 3}}]} | /e/*/c | 1;{\"c\": 3}",
        "{\"\\u0065\": [1]} | /e/* | 1",
        "{\"ž\": [\"ž\", \"\\\"]\"]} | /ž/* | \"ž\";\"\\\"]\""
      })
  void elementsAreFoundWhereTheyStand(String json, String pointer, String expected) {
    assertThat(String.join(";", texts(json, pointer))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void byteOrderMarkIsSkipped() {
    assertThat(texts("\uFEFF[1]", "/*")).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[1",
        "[1,]",
        "[1] 2",
        "[\"]",
        "{\"a\" 1}",
        "{\"a\": 1",
        "[1}",
        "x",
        "[01]"
      })
  void whatIsNotJsonHasNone(String text) {
    assertThat(find(text, "/*").state()).isEqualTo(State.NOT_JSON);
    assertThat(find(text, "/*").count()).isZero();
  }

  @Test
  void bytesThatAreNotUtf8AreNotJson() {
    byte[] text = {'[', '"', (byte) 0xFF, '"', ']'};
    assertThat(JsonElements.find(text, JsonPointer.parse("/*"), MAX).state())
        .isEqualTo(State.NOT_JSON);
  }

  @Test
  void memberOnTheWayThatIsThereTwiceIsNotClear() {
    assertThat(find("{\"e\": [1], \"e\": [2]}", "/e/*").state()).isEqualTo(State.AMBIGUOUS);
    assertThat(find("{\"e\": [{\"c\": [1], \"c\": []}]}", "/e/*/c/*").state())
        .isEqualTo(State.AMBIGUOUS);
    assertThat(find("{\"e\": 0, \"\\u0065\": [2]}", "/e/*").state()).isEqualTo(State.AMBIGUOUS);
    // In several objects it is there once each, and elsewhere it means nothing.
    assertThat(
            texts("{\"e\": [{\"c\": [1]}, {\"c\": [2]}], \"f\": {\"c\": 1, \"c\": 2}}", "/e/*/c/*"))
        .containsExactly("1", "2");
  }

  @Test
  void noMoreAreReadThanTheBound() {
    assertThat(find("[1, 2, 3, 4, 5]", "/*").count()).isEqualTo(MAX);
    assertThat(find("[1, 2, 3, 4, 5, 6]", "/*").state()).isEqualTo(State.TOO_MANY);
    assertThat(find("[1, 2, 3, 4, 5, 6", "/*").state()).isEqualTo(State.NOT_JSON);
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(512) + "]".repeat(512);
    assertThat(find(deep, "/*").count()).isEqualTo(1);
    assertThat(find("[" + deep + "]", "/*").state()).isEqualTo(State.NOT_JSON);
  }
}
