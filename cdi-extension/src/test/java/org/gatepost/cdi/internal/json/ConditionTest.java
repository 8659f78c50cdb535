package org.gatepost.cdi.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.event.Where;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code @Where} says of a value, and what it may not say. */
class ConditionTest {
  private static final Where.Literal AT_X = Where.Literal.of("/x");

  @ParameterizedTest(name = "{0} is equal to {1}")
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
          '"a"', a
          '"größe"', größe
          '" "', ' '
          '"null"', null
          '"true"', true
          true, true
          false, false
          null, null
          1, 1
          1, 1.00
          0.10, 0.1
          100, 1e2
          1E2, 100
          -0, 0
          '"007"', 007
          12345678901234567890.5, 12345678901234567890.50
          """)
  void equal(String value, String text) {
    assertThat(holds(AT_X.equalTo(text), value)).isTrue();
    assertThat(holds(AT_X.in("other", text), value)).isTrue();
    assertThat(holds(AT_X.contains(text), "[0.5, {}, " + value + "]")).isTrue();
  }

  @ParameterizedTest(name = "{0} is not equal to {1}")
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
          '"a"', A
          '"a "', a
          '"0.10"', 0.1
          1, 01
          1, ' 1'
          1, +1
          1, true
          true, 'TRUE'
          {}, {}
          [], []
          '["a"]', a
          1e400, 1e401
          """)
  void notEqual(String value, String text) {
    assertThat(holds(AT_X.equalTo(text), value)).isFalse();
    assertThat(holds(AT_X.in("other", text), value)).isFalse();
  }

  @Test
  void emptyStringIsOneOfTheEmptyString() {
    assertThat(holds(AT_X.in(""), "\"\"")).isTrue();
    assertThat(holds(AT_X.in(""), "\" \"")).isFalse();
    assertThat(holds(AT_X.in(""), "null")).isFalse();
  }

  @Test
  void onlyStringsStartWithAText() {
    assertThat(holds(AT_X.startsWith("ab"), "\"abc\"")).isTrue();
    assertThat(holds(AT_X.startsWith("ab"), "\"ab\"")).isTrue();
    assertThat(holds(AT_X.startsWith("ab"), "\"ba\"")).isFalse();
    assertThat(holds(AT_X.startsWith("1"), "12")).isFalse();
    assertThat(holds(AT_X.startsWith("t"), "true")).isFalse();
    assertThat(holds(AT_X.startsWith("a"), "[\"a\"]")).isFalse();
  }

  @Test
  void stringContainsItsPartsAndArrayItsElements() {
    assertThat(holds(AT_X.contains("b"), "\"abc\"")).isTrue();
    assertThat(holds(AT_X.contains("B"), "\"abc\"")).isFalse();
    assertThat(holds(AT_X.contains("bug"), "[\"new\", \"bug\"]")).isTrue();
    assertThat(holds(AT_X.contains("bug"), "[\"bugs\", [\"bug\"]]")).isFalse();
    assertThat(holds(AT_X.contains("bug"), "{\"bug\": \"bug\"}")).isFalse();
    assertThat(holds(AT_X.contains("1"), "10")).isFalse();
  }

  @ParameterizedTest(name = "{0} is greater than 0.10: {1}")
  @CsvSource(
      quoteCharacter = '\'',
      textBlock =
          """
          0.10, false
          0.1, false
          0.100000000000000000000000001, true
          1e-1, false
          1, true
          -1, false
          '"0.11"', true
          '"0.10"', false
          '" 0.11"', false
          '"0.11 EUR"', false
          '"1,000"', false
          '"NaN"', false
          '""', false
          true, false
          null, false
          [1], false
          {}, false
          """)
  void greaterThan(String value, boolean holds) {
    assertThat(holds(AT_X.greaterThan("0.10"), value)).isEqualTo(holds);
  }

  @Test
  void boundsAreExclusiveOnBothSides() {
    Where range = AT_X.greaterThan("1").lessThan("2");

    assertThat(holds(range, "1")).isFalse();
    assertThat(holds(range, "1.000001")).isTrue();
    assertThat(holds(range, "1.999999")).isTrue();
    assertThat(holds(range, "2")).isFalse();
  }

  @Test
  void numberInAStringHasAtMostHundredCharacters() {
    assertThat(holds(AT_X.greaterThan("0"), "\"" + "9".repeat(100) + "\"")).isTrue();
    assertThat(holds(AT_X.greaterThan("0"), "\"" + "9".repeat(101) + "\"")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "\"1e999999999\"",
        "1e-999999999",
        "\"-1e999999999\"",
        "0e999999999"
      })
  void hugeExponentsCostNothing(String value) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(3),
        () -> {
          holds(AT_X.greaterThan("0.10").lessThan("1e300"), value);
          holds(AT_X.in("0.10", "1e300", "1e999999998"), value);
        });
    assertThat(holds(AT_X.equalTo("0.10"), value)).isFalse();
  }

  @Test
  void exponentBeyondAllNumbersIsNoNumber() {
    assertThat(holds(AT_X.greaterThan("0"), "\"1e99999999999\"")).isFalse();
  }

  @Test
  void existsTakesAnyValueEvenNull() {
    assertThat(holds(AT_X.exists(true), "null")).isTrue();
    assertThat(holds(AT_X.exists(true), "false")).isTrue();
    assertThat(holds(AT_X.exists(false), "null")).isFalse();
    assertThat(condition(AT_X.exists(true)).holds(JsonValue.EMPTY_JSON_OBJECT)).isFalse();
    assertThat(condition(AT_X.exists(false)).holds(JsonValue.EMPTY_JSON_OBJECT)).isTrue();
  }

  @Test
  void whatIsNotThereMeetsNoOtherCondition() {
    for (Where where :
        List.of(
            AT_X.equalTo("null"),
            AT_X.in("", "null"),
            AT_X.startsWith("n"),
            AT_X.contains("n"),
            AT_X.greaterThan("-1"),
            AT_X.lessThan("1"))) {
      assertThat(condition(where).holds(JsonValue.EMPTY_JSON_OBJECT)).isFalse();
    }
  }

  @Test
  void everyMemberMustHold() {
    Where where = AT_X.startsWith("a").contains("b").in("ab", "ba", "ac");

    assertThat(holds(where, "\"ab\"")).isTrue();
    assertThat(holds(where, "\"ba\"")).isFalse();
    assertThat(holds(where, "\"ac\"")).isFalse();
    assertThat(holds(where, "\"aab\"")).isFalse();
  }

  @ParameterizedTest(name = "[{0}] leads to {1}")
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          /a/b, 1
          /list/0, 2
          /list/1/c, 3
          /, 4
          /~1~0, 5
          /~01, 6
          /a/0, 7
          """)
  void pointers(String pointer, String value) {
    assertThat(condition(Where.Literal.of(pointer).equalTo(value)).holds(json(DOCUMENT))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none",
        "/a/b/c",
        "/list/2",
        "/list/00",
        "/list/-",
        "/list/+1",
        "/list/9999999999",
        "/list/"
      })
  void pointersToNothing(String pointer) {
    assertThat(condition(Where.Literal.of(pointer).exists(false)).holds(json(DOCUMENT))).isTrue();
  }

  @Test
  void emptyPointerIsTheWholeBody() {
    assertThat(condition(Where.Literal.of("").contains("a")).holds(json("[\"a\"]"))).isTrue();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrong")
  void refuses(Where where, String rule) {
    List<String> problems = new ArrayList<>();

    assertThat(Condition.read(where, problems::add)).isEmpty();
    assertThat(problems).containsExactly("@Where(path = \"" + where.path() + "\") " + rule);
  }

  static List<Object[]> wrong() {
    String nothing = "can match nothing: no value meets all its members";
    String pointer =
        "path must be a JSON pointer such as /data (RFC 6901), from the root of the body";
    return List.of(
        new Object[] {AT_X, "must have a condition, such as equalTo = \"...\" or exists = true"},
        new Object[] {
          AT_X.equalTo(""), "must have a condition, such as equalTo = \"...\" or exists = true"
        },
        new Object[] {Where.Literal.of("x").exists(true), pointer},
        new Object[] {Where.Literal.of("/a~").exists(true), pointer},
        new Object[] {Where.Literal.of("/a~2").exists(true), pointer},
        new Object[] {
          AT_X.greaterThan("1,5"), "greaterThan must be a number such as 0.10, was [1,5]"
        },
        new Object[] {
          AT_X.lessThan("2024-06-20"), "lessThan must be a number such as 0.10, was [2024-06-20]"
        },
        new Object[] {
          AT_X.greaterThan(".5"), "greaterThan must be a number such as 0.10, was [.5]"
        },
        new Object[] {AT_X.greaterThan("2").lessThan("2"), nothing},
        new Object[] {AT_X.greaterThan("3").lessThan("2"), nothing},
        new Object[] {AT_X.equalTo("a").startsWith("b"), nothing},
        new Object[] {AT_X.equalTo("a").in("b", "c"), nothing},
        new Object[] {AT_X.in("1", "2").greaterThan("2"), nothing},
        new Object[] {AT_X.in("a").lessThan("2"), nothing},
        new Object[] {
          AT_X.equalTo("a").exists(false),
          "must have no other condition beside exists = false: what is not there meets none"
        },
        new Object[] {both(), "exists must be true or false, not both"});
  }

  @Test
  void refusesNothingThatSomeValueMeets() {
    for (Where where :
        List.of(
            AT_X.equalTo("1").in("1.0", "2"),
            AT_X.equalTo("true").startsWith("t"),
            AT_X.in("1", "2").greaterThan("1"),
            AT_X.in("", "a").startsWith("a"),
            AT_X.greaterThan("1e9999998").lessThan("1e9999999"),
            AT_X.exists(true).equalTo("a"))) {
      assertThat(condition(where)).isNotNull();
    }
    assertThat(holds(AT_X.equalTo("1").in("1.0", "2"), "1")).isTrue();
  }

  @Test
  void tellsAllThatIsWrongWithOne() {
    List<String> problems = new ArrayList<>();

    Condition.read(Where.Literal.of("x").greaterThan("a").lessThan("b"), problems::add);

    assertThat(problems).hasSize(3);
  }

  private static final String DOCUMENT =
      "{\"a\": {\"b\": 1, \"0\": 7}, \"list\": [2, {\"c\": 3}], \"\": 4, \"/~\": 5, \"~1\": 6}";

  private static Where both() {
    return Declared.class.getAnnotation(WhereHolder.class).value();
  }

  @Retention(RetentionPolicy.RUNTIME)
  private @interface WhereHolder {
    Where value();
  }

  @WhereHolder(
      @Where(
          path = "/x",
          exists = {true, false}))
  private static final class Declared {}

  private static boolean holds(Where where, String value) {
    return condition(where).holds(json("{\"x\": " + value + "}"));
  }

  private static Condition condition(Where where) {
    List<String> problems = new ArrayList<>();
    Optional<Condition> condition = Condition.read(where, problems::add);
    assertThat(problems).isEmpty();
    return condition.orElseThrow();
  }

  private static JsonValue json(String text) {
    return Json.createReaderFactory(Map.of()).createReader(new StringReader(text)).readValue();
  }
}
