package org.gatepost.signature.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is JSON by RFC 8259 and what is not. Each text stands beside the field that is looked for,
 * once before and once behind it.
 */
class JsonGrammarTest {
  private static final JsonPointer ID = JsonPointer.parse("/id");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "10",
        "-1",
        "0.5",
        "-0.5",
        "1e5",
        "1E5",
        "1e+5",
        "1e-5",
        "0e0",
        "1.25E-10",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\"",
        "[]",
        "{}",
        "[ ]",
        "{ }",
        "[1]",
        "[1,2]",
        "[[],[[]]]",
        "{\"a\":1}",
        "{\"a\":1,\"b\":[{}]}",
        "{\"\":0}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\u0000\"",
        "\"\\uD83D\\uDE00\"",
        "\"\u007f\"",
        "\"\u2028\"",
        "\"\ud83d\ude00\"",
        " \t\r\n1 \t\r\n",
        "{\"a\":1,\"a\":2}",
        "\"\\ud800\""
      })
  void jsonIsRead(String value) {
    assertThat(id("{\"x\":" + value + ",\"id\":\"found\"}")).isEqualTo("found");
    assertThat(id("{\"id\":\"found\",\"x\":" + value + "}")).isEqualTo("found");
    assertThat(id(" [" + value + "] ")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "-01",
        "00",
        "1.",
        ".5",
        "1.e5",
        "1e",
        "1e+",
        "1E-",
        "0x10",
        "1_0",
        "1,",
        "NaN",
        "Infinity",
        "-Infinity",
        "True",
        "tru",
        "truee",
        "nul",
        "nulll",
        "False",
        "undefined",
        "'a'",
        "a",
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\a\"",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\U0041\"",
        "\"\\",
        "\"\t\"",
        "\"\n\"",
        "\"\u0000\"",
        "\"\u001f\"",
        "[",
        "]",
        "[1",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "[,]",
        "{",
        "}",
        "{]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{a:1}",
        "{1:1}",
        "{'a':1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\"::1}",
        "{\"a\":1",
        "{null:1}",
        "/**/1",
        "1//",
        "\u00a01",
        "\u000b1",
        "\f1",
        "\ufeff1",
        "1 1",
        "\u0661"
      })
  void whatIsNotJsonHasNoFields(String value) {
    assertThat(id("{\"x\":" + value + ",\"id\":\"found\"}")).isNull();
    assertThat(id("{\"id\":\"found\",\"x\":" + value + "}")).isNull();
    assertThat(id("{\"id\":\"found\"}" + value + "x")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "{}", "1", ",", "}", "]", "\u0000", "\ufeff", "//", "{\"id\":\"b\"}"})
  void nothingMayStandBehindTheText(String rest) {
    assertThat(id("{\"id\":\"found\"} \r\n\t")).isEqualTo("found");
    assertThat(id("{\"id\":\"found\"}" + rest)).isNull();
    assertThat(id("{\"id\":\"found\"} " + rest)).isNull();
  }

  @Test
  void byteOrderMarkAtTheBeginningIsSkipped() {
    assertThat(id("\ufeff{\"id\":\"found\"}")).isEqualTo("found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\ufeff\ufeff{\"id\":\"found\"}",
        " \ufeff{\"id\":\"found\"}",
        "\"id\"",
        "1",
        "null",
        "[\"id\"]"
      })
  void textWithoutTheFieldHasNoValue(String text) {
    assertThat(id(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FF",
        "80",
        "C3",
        "C328",
        "C0AF",
        "C0A2",
        "E282",
        "E28228",
        "EDA080",
        "F0288CBC",
        "F4908080",
        "F8"
      })
  void bytesThatAreNotUtf8AreNotJson(String hex) {
    String bad = new String(Encoding.HEX.decode(hex), StandardCharsets.ISO_8859_1);

    assertThat(idOfLatin1("{\"id\":\"" + bad + "\"}")).isNull();
    assertThat(idOfLatin1("{\"id\":\"found\",\"x\":\"" + bad + "\"}")).isNull();
    assertThat(idOfLatin1("{\"id\":\"found\",\"" + bad + "\":1}")).isNull();
    assertThat(idOfLatin1("{\"id\":\"found\",\"x\":{\"" + bad + "\":[\"\\n" + bad + "\"]}}"))
        .isNull();
    assertThat(idOfLatin1("{\"id\":\"found\"" + bad + "}")).isNull();
  }

  @Test
  void everyTextThatIsCutIsNotJson() {
    String whole = "{\"id\":\"found\",\"x\":[1.5e3,true,null,\"\\u00e9\",{\"y\":{}}]}";
    for (int end = 0; end < whole.length(); end++) {
      assertThat(id(whole.substring(0, end))).as(whole.substring(0, end)).isNull();
    }
    assertThat(id(whole)).isEqualTo("found");
  }

  private static String id(String json) {
    return JsonFields.read(json.getBytes(StandardCharsets.UTF_8), List.of(ID)).value(ID);
  }

  private static String idOfLatin1(String json) {
    return JsonFields.read(json.getBytes(StandardCharsets.ISO_8859_1), List.of(ID)).value(ID);
  }

  @Test
  void everyByteIsJudgedWhereverItStandsInAString() {
    for (int length = 1; length <= 20; length++) {
      for (int at = 0; at < length; at++) {
        for (int b = 0; b < 256; b++) {
          byte[] json =
              ("{\"id\":\"" + "x".repeat(length) + "\"}").getBytes(StandardCharsets.UTF_8);
          json[7 + at] = (byte) b;
          boolean stands = b >= ' ' && b < 0x80 && b != '"' && b != '\\';

          assertThat(JsonFields.read(json, List.of(ID)).value(ID))
              .as("byte %d at %d of %d", b, at, length)
              .isEqualTo(stands ? new String(json, 7, length, StandardCharsets.US_ASCII) : null);
        }
      }
    }
  }
}
