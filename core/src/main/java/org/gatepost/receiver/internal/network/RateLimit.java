package org.gatepost.receiver.internal.network;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.internal.SuppressForbidden;

/**
 * How often something may happen: so many times at once, and again as often as that many times a
 * second, minute or hour allow. This is a token bucket, kept as one number: the time at which it is
 * full again (the generic cell rate algorithm, ITU-T I.371, annex A). Immutable.
 *
 * @param count 1 to 1,000,000
 * @param unit {@code s}, {@code m} or {@code h}
 */
@SuppressForbidden("Of the configuration, not of requests.")
public record RateLimit(int count, String unit) {
  /** The time at which a bucket that nobody has used was full. */
  static final long UNUSED = Long.MIN_VALUE;

  private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,6})/([smh])");
  private static final int MAX_COUNT = 1_000_000;
  private static final long NANOS = 1_000_000_000;
  // What two threads may read from a clock apart from each other; more is a clock that was set
  // back.
  private static final long SLACK_IN_NANOS = 60 * NANOS;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS / 2;

  /**
   * Reads a limit such as {@code 100/s}.
   *
   * @throws InvalidSettingException if it is none
   */
  static RateLimit parse(String text, String name, String source) {
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_COUNT) {
      throw new InvalidSettingException(
          Messages.invalidInitParam(
              name,
              source,
              "must be none, or a number from 1 to 1000000 for each second, minute or hour such as"
                  + " 100/s, 6000/m or 1000/h, was ["
                  + text
                  + "]"));
    }
    return new RateLimit(Integer.parseInt(matcher.group(1)), matcher.group(2));
  }

  /** A time as nanoseconds; those beyond the years 1824 and 2116 are taken for these. */
  static long nanos(Instant time) {
    long seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, time.getEpochSecond()));
    return seconds * NANOS + time.getNano();
  }

  /**
   * How long it takes until it may happen once more.
   *
   * @param fullAt when the bucket is full
   * @return 0 if it may happen now
   */
  long waitInNanos(long fullAt, long now) {
    return Math.max(0, afterOneMore(fullAt, now) - now - depthInNanos());
  }

  /** When the bucket is full after it has happened once more. */
  long afterOneMore(long fullAt, long now) {
    // Only a clock that was set back can leave a bucket emptier than empty.
    boolean setBack = fullAt > now + depthInNanos() + SLACK_IN_NANOS;
    return (setBack ? now : Math.max(fullAt, now)) + intervalInNanos();
  }

  /** How long an empty bucket takes to be full. */
  long depthInNanos() {
    return count * intervalInNanos();
  }

  /** The time between two, rounded up: never more than allowed. */
  private long intervalInNanos() {
    long period = NANOS * (unit.equals("s") ? 1 : unit.equals("m") ? 60 : 3_600);
    return (period + count - 1) / count;
  }

  @Override
  public String toString() {
    return count + "/" + unit;
  }
}
