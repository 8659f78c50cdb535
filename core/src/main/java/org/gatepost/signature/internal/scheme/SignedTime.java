package org.gatepost.signature.internal.scheme;

import java.time.Duration;
import java.util.function.Function;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.internal.format.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a sender says it signed, and how that is judged. Immutable.
 *
 * @param place where the time stands, or null where the scheme names no place
 * @param tolerance how far the signed time may lie from now, or null for any distance or where no
 *     time is signed
 */
public record SignedTime(@Nullable Choice place, TimeUnit unit, @Nullable Duration tolerance) {

  /**
   * Reads the time of a scheme.
   *
   * @param bySignature whether a signature has a time of its own
   */
  public static SignedTime read(SchemeKeys keys, @Nullable Choice place, boolean bySignature) {
    return new SignedTime(
        place,
        keys.oneOf("time-unit", TimeUnit.class, TimeUnit.S),
        tolerance(keys, place != null || bySignature));
  }

  private static @Nullable Duration tolerance(SchemeKeys keys, boolean timed) {
    String text = keys.optional("tolerance", Function.identity());
    if (!timed) {
      if (text != null) {
        throw keys.invalid("tolerance", "must be absent: this scheme signs no time");
      }
      return null;
    }
    return "none".equals(text) ? null : keys.required("tolerance", SchemeKeys::tolerance);
  }

  /**
   * Refuses a time that is not signed, or is signed and not told where it stands.
   *
   * @throws InvalidSchemeException if so
   */
  public static void check(SchemeKeys keys, @Nullable Choice place, SignedContent content) {
    Choice.requireWritten(keys, "time", place);
    boolean signed =
        content.covers(Reference.TIME)
            || (place != null && place.references().stream().allMatch(content::covers));
    if (signed != (place != null)) {
      throw new InvalidSchemeException(
          "time",
          "must be given where signed-content has {time}, and elsewhere only if it is in what is signed");
    }
  }
}
