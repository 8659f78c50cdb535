package org.gatepost.signature.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.TimeUnit;

/** Any text is read as a time and as encoded bytes without an exception, and in one way only. */
class TextFuzz {
  private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
  // What is later in seconds has as many digits as now has in milliseconds.
  private static final Instant YEAR_5138 = Instant.ofEpochSecond(100_000_000_000L);

  @FuzzTest(maxDuration = "7s")
  void text(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    for (TimeUnit unit : TimeUnit.values()) {
      Instant time = unit.parse(text);
      if (time != null && time.isAfter(YEAR_0) && time.isBefore(YEAR_5138)) {
        Instant truncated = unit.truncate(time);
        if (!truncated.equals(unit.parse(unit.format(time)))) {
          throw new AssertionError(unit + ": " + text + " is " + time);
        }
      }
    }
    for (Encoding encoding : Encoding.values()) {
      byte[] bytes = encoding.decode(text);
      String back = bytes == null ? null : encoding.encode(bytes);
      if (back != null
          && !(encoding == Encoding.HEX ? back.equalsIgnoreCase(text) : back.equals(text))) {
        throw new AssertionError(encoding + ": " + text);
      }
      if (encoding != Encoding.TEXT
          && !Arrays.equals(input, encoding.decode(encoding.encode(input)))) {
        throw new AssertionError(encoding + " does not come back: " + text);
      }
    }
  }
}
