package org.gatepost.cdi.internal.json;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Java types that a JSON library may fill with another value than the one that came: a number cut
 * off, wrapped around or infinite, a text read as false. A number with a fraction is rounded to the
 * nearest double or float, as IEEE 754 says, which is no other value.
 */
enum Scalar {
  /** {@code byte}. */
  BYTE(Byte.MIN_VALUE, Byte.MAX_VALUE),
  /** {@code short}. */
  SHORT(Short.MIN_VALUE, Short.MAX_VALUE),
  /** {@code int}. */
  INT(Integer.MIN_VALUE, Integer.MAX_VALUE),
  /** {@code long}. */
  LONG(Long.MIN_VALUE, Long.MAX_VALUE),
  /** An integer of any size. */
  INTEGER(0, 0),
  /** {@code float}. */
  FLOAT(0, 0),
  /** {@code double}. */
  DOUBLE(0, 0),
  /** {@code boolean}. */
  BOOLEAN(0, 0),
  /** {@code char}. */
  CHAR(0, 0),
  /** A UUID. */
  UUID(0, 0);

  private static final Map<Class<?>, Scalar> BY_TYPE = new HashMap<>();
  private static final int UUID_LENGTH = 36;
  // Whatever the digits, no number of this length needs more than 18.
  static final int CERTAINLY_LONG = 18;
  private static final int MAX_DIGITS = 1_000;

  static {
    put(BYTE, byte.class, Byte.class);
    put(SHORT, short.class, Short.class);
    put(INT, int.class, Integer.class, OptionalInt.class);
    put(LONG, long.class, Long.class, OptionalLong.class);
    put(INTEGER, java.math.BigInteger.class);
    put(FLOAT, float.class, Float.class);
    put(DOUBLE, double.class, Double.class, OptionalDouble.class);
    put(BOOLEAN, boolean.class, Boolean.class);
    put(CHAR, char.class, Character.class);
    put(UUID, UUID.class);
  }

  private final long least;
  private final long most;

  Scalar(long least, long most) {
    this.least = least;
    this.most = most;
  }

  private static void put(Scalar scalar, Class<?>... types) {
    for (Class<?> type : types) {
      BY_TYPE.put(type, scalar);
    }
  }

  /** The one of a type, or null if no library makes another value of that. */
  static @Nullable Scalar of(Class<?> type) {
    return BY_TYPE.get(type);
  }

  /** Whether it holds a number of JSON. */
  boolean holdsNumber(String number) {
    return switch (this) {
      case BYTE, SHORT, INT, LONG -> isWithin(number);
      case INTEGER -> isInteger(number);
      case FLOAT -> isFloat(number);
      case DOUBLE -> isDouble(number);
      case CHAR -> number.length() == 1;
      case BOOLEAN, UUID -> false;
    };
  }

  /** An integer of so many digits certainly fits. */
  int digits() {
    return switch (this) {
      case BYTE -> 2;
      case SHORT -> 4;
      case INT -> 9;
      case LONG, INTEGER, FLOAT, DOUBLE -> 15;
      case BOOLEAN, CHAR, UUID -> 0;
    };
  }

  /** Whether it holds whatever has a fraction and is not too large, or very nearly. */
  boolean rounds() {
    return this == FLOAT || this == DOUBLE;
  }

  /** Whether it holds an integer, without a look at how that is written. */
  boolean certainlyHolds(long number) {
    return switch (this) {
      case BYTE, SHORT, INT, LONG -> number >= least && number <= most;
      // A float or a double rounds it.
      case INTEGER, FLOAT, DOUBLE -> true;
      case BOOLEAN, CHAR, UUID -> false;
    };
  }

  /** Whether it holds what a JSON string says; true also of some for which libraries throw. */
  boolean holdsText(String text) {
    return switch (this) {
      // Read by Integer.parseInt and its like, which are exact or throw, or not at all.
      case BYTE, SHORT, INT, LONG -> isWithin(text);
      case INTEGER -> isInteger(text);
      case FLOAT -> isFloat(text);
      case DOUBLE -> isDouble(text);
      case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
      case CHAR -> text.length() == 1;
      case UUID -> isUuid(text);
    };
  }

  /** Whether a number is an integer that a long holds, or another that a double comes close to. */
  static boolean isPlain(String number) {
    boolean integer = true;
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      integer &= c == '-' || (c >= '0' && c <= '9');
    }
    return integer ? LONG.isWithin(number) : isDouble(number);
  }

  /** Java cuts longer groups off, and fills shorter ones up. */
  private static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    try {
      return java.util.UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether it holds true and false, or every library throws. */
  boolean holdsBooleans() {
    return this != CHAR;
  }

  private boolean isWithin(String number) {
    if (number.length() > MAX_DIGITS) {
      return false;
    }
    try {
      long value = new BigDecimal(number).longValueExact();
      return value >= least && value <= most;
    } catch (ArithmeticException tooLargeOrFraction) {
      return false;
    } catch (NumberFormatException beyondBigDecimal) {
      return false;
    }
  }

  private static boolean isInteger(String number) {
    try {
      BigDecimal value = new BigDecimal(number);
      return value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
    } catch (NumberFormatException beyondBigDecimal) {
      return false;
    }
  }

  private static boolean isFloat(String number) {
    try {
      return Float.isFinite(Float.parseFloat(number));
    } catch (NumberFormatException saidByTheLibraryToo) {
      return true;
    }
  }

  private static boolean isDouble(String number) {
    try {
      return Double.isFinite(Double.parseDouble(number));
    } catch (NumberFormatException saidByTheLibraryToo) {
      return true;
    }
  }
}
