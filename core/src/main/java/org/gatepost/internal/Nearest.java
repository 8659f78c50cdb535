package org.gatepost.internal;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The right word that comes nearest to an unknown one of the configuration, for its message: so
 * that nobody has to guess. Upper case, underscores and spaces do not count.
 */
public final class Nearest {
  private static final int LONGEST = 100;
  // 5m, 30 s, 12h, 3d: what other programs take.
  private static final String UNITS = "smhd";

  private Nearest() {}

  /**
   * The nearest of the known words.
   *
   * @param text the unknown word
   * @param known the right words
   * @return the nearest, the first by alphabet if there are several; empty if none is near
   */
  public static Optional<String> of(String text, Collection<String> known) {
    String word = plain(text);
    if (word.isEmpty() || word.length() > LONGEST) {
      return Optional.empty();
    }
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String each : new TreeSet<>(known)) {
      int distance = near(word, plain(each));
      if (distance < least) {
        least = distance;
        nearest = each;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /**
   * The end of a message about an unknown word.
   *
   * @param text the unknown word
   * @param known the right words
   * @return what names the nearest, or nothing if none is near
   */
  public static String hint(String text, Collection<String> known) {
    return of(text, known).map(word -> "; nearest is [" + word + "]").orElse("");
  }

  /**
   * The end of a message about a malformed duration.
   *
   * @param text what was written, such as {@code 5m}
   * @return what names the ISO-8601 duration that was meant, or nothing if that is not clear
   */
  public static String durationHint(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < word.length() && end < 6 && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
      end++;
    }
    String unit = word.substring(end).strip();
    if (end > 0 && unit.length() == 1 && UNITS.contains(unit)) {
      String number = word.substring(0, end) + unit.toUpperCase(Locale.ROOT);
      return "; write [" + (unit.equals("d") ? "P" : "PT") + number + "]";
    }
    return "";
  }

  private static int near(String word, String known) {
    // One letter of two is no slip.
    int shorter = Math.min(word.length(), known.length());
    int most = shorter < 3 ? 0 : Math.max(1, shorter / 3);
    int distance = distance(word, known, most);
    if (distance <= most) {
      return distance;
    }
    boolean begins = known.startsWith(word + "-") || word.startsWith(known + "-");
    return begins ? most + 1 : Integer.MAX_VALUE;
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }

  /**
   * How many letters are missing, too many, others, or exchanged with their neighbour.
   *
   * @param one a word
   * @param other another
   * @param most what is far enough
   * @return the number, or any above {@code most} if more differ
   */
  public static int distance(String one, String other, int most) {
    if (Math.abs(one.length() - other.length()) > most) {
      return most + 1;
    }
    int[] before = new int[0];
    int[] above = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        char a = one.charAt(i - 1);
        char b = other.charAt(j - 1);
        row[j] = Math.min(above[j - 1] + (a == b ? 0 : 1), Math.min(above[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a == other.charAt(j - 2) && one.charAt(i - 2) == b) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = above;
      above = row;
    }
    return above[other.length()];
  }
}
