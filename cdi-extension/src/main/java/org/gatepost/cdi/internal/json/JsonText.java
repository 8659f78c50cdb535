package org.gatepost.cdi.internal.json;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.gatepost.internal.SuppressForbidden;
import org.jspecify.annotations.Nullable;

/**
 * A text to compare JSON values with. Immutable.
 *
 * @param text the text
 * @param number its value, or null if it is not written as a number of JSON
 */
@SuppressForbidden("Possessive, on at most 100 characters of a delivery that is verified.")
record JsonText(String text, @Nullable BigDecimal number) {
  // RFC 8259, section 6.
  private static final Pattern NUMBER =
      Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+");
  private static final int MAX_NUMBER = 100;

  static JsonText of(String text) {
    return new JsonText(text, number(text));
  }

  /** The number that is written so in JSON in at most 100 characters, else null. */
  static @Nullable BigDecimal number(String text) {
    if (text.length() > MAX_NUMBER || !NUMBER.matcher(text).matches()) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException beyondBigDecimal) {
      return null;
    }
  }

  /** Whether a value is this text, or for a number, this number; false for objects and arrays. */
  boolean isEqual(JsonValue value) {
    return switch (value.getValueType()) {
      case STRING -> text.equals(((JsonString) value).getString());
      case NUMBER ->
          number != null && number.compareTo(((JsonNumber) value).bigDecimalValue()) == 0;
      case TRUE -> text.equals("true");
      case FALSE -> text.equals("false");
      case NULL -> text.equals("null");
      case OBJECT, ARRAY -> false;
    };
  }
}
