package org.gatepost.cdi.internal.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatepost.event.Where;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Where}, compiled. Immutable.
 *
 * @param place where the value stands
 * @param present whether there must be one; if not, nothing else matters
 * @param equalToOneOf lists of texts, of each of which one must be equal to the value
 * @param startsWith what the value begins with, or empty
 * @param contains what the value contains, or nothing
 * @param above what the value is greater than, or nothing
 * @param below what the value is less than, or nothing
 */
public record Condition(
    JsonPlace place,
    boolean present,
    List<List<JsonText>> equalToOneOf,
    String startsWith,
    @Nullable JsonText contains,
    @Nullable BigDecimal above,
    @Nullable BigDecimal below) {

  /**
   * Compiles a condition.
   *
   * @param problems is told each rule that it breaks
   * @return nothing if it breaks one
   */
  public static Optional<Condition> read(Where where, Consumer<String> problems) {
    return new ConditionReader(where, problems).read();
  }

  /** Whether a body meets it. */
  public boolean holds(JsonValue body) {
    JsonValue value = place.in(body);
    return value == null ? !present : present && takes(value);
  }

  /** Whether a value that is there is as wanted. */
  boolean takes(JsonValue value) {
    return equalToOneOf.stream().allMatch(texts -> isOneOf(texts, value))
        && (startsWith.isEmpty()
            || (value instanceof JsonString string && string.getString().startsWith(startsWith)))
        && (contains == null || contains(value, contains))
        && isWithin(value);
  }

  private static boolean isOneOf(List<JsonText> texts, JsonValue value) {
    return texts.stream().anyMatch(text -> text.isEqual(value));
  }

  private static boolean contains(JsonValue value, JsonText text) {
    if (value instanceof JsonArray array) {
      return array.stream().anyMatch(text::isEqual);
    }
    return value instanceof JsonString string && string.getString().contains(text.text());
  }

  private boolean isWithin(JsonValue value) {
    if (above == null && below == null) {
      return true;
    }
    BigDecimal number = number(value);
    // Between numbers of different magnitude this takes no time, however large an exponent is.
    return number != null
        && (above == null || number.compareTo(above) > 0)
        && (below == null || number.compareTo(below) < 0);
  }

  private static @Nullable BigDecimal number(JsonValue value) {
    if (value instanceof JsonNumber number) {
      return number.bigDecimalValue();
    }
    return value instanceof JsonString string ? JsonText.number(string.getString()) : null;
  }
}
