package org.gatepost.signature.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a glance says of an object is what reading it says, or that it is in doubt. */
class JsonGlanceTest {
  private static final JsonPointer TYPE = JsonPointer.parse("/type");
  private static final String[] PIECES = {
    "{", "}", "[", "]", ",", ":", "'type'", "'type':", "'\\u0074ype':", "'typ':", "'types':", "'a'",
    "'b'", "'\\u0061'", "'a\\n'", "'\u00E9'", "'\u0001'", "1", "-", "true", "null", " ", "\n", "'",
    "{'type':'b'", "{'x':'y','type':'b','type':'a'}", "{'x':{'type':'b'},", "'':", "''", "\\"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'b'}",
        " { 'x' : 1 , 'y' : null , 'type' : 'b' }",
        "{'\\u0074ype':'b'}",
        "{'type':''}",
        "{'type':'aa'}",
        "{'typ':'a','types':'a','type':'A'}",
        "{'type':'b','type':'a'}"
      })
  void anotherTextIsSeen(String json) {
    assertThat(glance(json)).isTrue();
    assertThat(reading(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'x':'b'}",
        "{'type':'a'}",
        "{'type':'a','type':'b'}",
        "{'type':'\\u0061'}",
        "{'type':'b\\n'}",
        "{'type':'\u00E9'}",
        "{'type':1}",
        "{'type':null}",
        "{'type':['b']}",
        "{'x':[],'type':'b'}",
        "[{'type':'b'}]",
        "{'type' 'b'}",
        "{'type':'b",
        "{'x':1 'type':'b'}",
        "type=b"
      })
  void restIsInDoubt(String json) {
    assertThat(glance(json)).isFalse();
  }

  @Test
  void textThatBreaksOffBehindItHasNoTextAtAll() {
    assertThat(glance("{'type':'b',")).isTrue();
    assertThat(JsonFields.read(bytes("{'type':'b',"), List.of(TYPE)).first(TYPE)).isNull();
  }

  @Test
  void itNeverSaysYesWhereReadingMayFindTheText() {
    Random random = new Random(11);
    int seen = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder json = new StringBuilder(random.nextInt(8) == 0 ? "" : "{");
      for (int n = random.nextInt(12); n > 0; n--) {
        json.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String text = json.toString();
      if (glance(text)) {
        seen++;
        // Where it finds nothing, the text has turned out to be no JSON.
        String first = JsonFields.read(bytes(text), List.of(TYPE)).first(TYPE);
        assertThat(first).as(text).isNotEqualTo("a");
        assertThat(first != null || !isJson(text)).as(text).isTrue();
      }
    }
    assertThat(seen).isGreaterThan(1_000);
  }

  @Test
  void deeperFieldIsInDoubt() {
    assertThat(JsonGlance.beginsOtherwise(bytes("{'type':'b'}"), List.of("type", "x"), "a"))
        .isFalse();
  }

  private static boolean isJson(String text) {
    // Whatever the field, a text that is no JSON has none.
    JsonPointer added = JsonPointer.parse("/added");
    String with = text.replaceFirst("\\{", "{'added':1,");
    return JsonFields.read(bytes(with), List.of(added)).value(added) != null;
  }

  private static boolean glance(String json) {
    return JsonGlance.beginsOtherwise(bytes(json), TYPE.tokens(), "a");
  }

  private static boolean reading(String json) {
    String first = JsonFields.read(bytes(json), List.of(TYPE)).first(TYPE);
    return first != null && !first.equals("a");
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
