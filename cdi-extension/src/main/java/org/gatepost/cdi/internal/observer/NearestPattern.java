package org.gatepost.cdi.internal.observer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatepost.internal.Nearest;

/**
 * What an observer may have meant that does not receive a type: for a message, so that nobody has
 * to guess. Immutable.
 *
 * @param observers all there are
 */
record NearestPattern(List<WebhookObserver> observers) {
  private static final String AS_IT_CAME = "write the type as it came";

  /** What is observed and near, in words that hold no part of the type, or nothing. */
  Optional<String> to(String source, String type) {
    return otherSource(type)
        .or(() -> heard(source).flatMap(pattern -> wider(pattern, type)).findFirst())
        .or(() -> misspelt(source, type));
  }

  /** The pattern takes the type, and only the source is another. */
  private Optional<String> otherSource(String type) {
    return observers.stream()
        .filter(observer -> observer.type().matches(type))
        .map(
            observer ->
                observed(observer.type().text())
                    + ", but only of source ["
                    + observer.source().text()
                    + "]")
        .findFirst();
  }

  private Stream<String> heard(String source) {
    return observers.stream()
        .filter(observer -> observer.source().matches(source))
        .map(observer -> observer.type().text());
  }

  /** The pattern takes fewer segments than the type has. */
  private static Stream<String> wider(String pattern, String type) {
    // Which take any number of segments where the pattern takes one.
    String doubled = pattern.replace("**", "*").replace("*", "**");
    return Stream.of(doubled, doubled + ".*", doubled + ".**")
        .filter(wider -> TypePattern.parse(wider).matches(type))
        .map(wider -> observed(pattern) + ": write [" + wider + "]")
        .limit(1);
  }

  private Optional<String> misspelt(String source, String type) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String pattern : (Iterable<String>) heard(source)::iterator) {
      int most = Math.max(1, Math.min(pattern.length(), type.length()) / 3);
      int distance =
          pattern.startsWith(type + ".") || pattern.equalsIgnoreCase(type)
              ? 0
              : Nearest.distance(
                  pattern.toLowerCase(Locale.ROOT), type.toLowerCase(Locale.ROOT), most);
      if (distance <= most && distance < least) {
        least = distance;
        nearest = pattern;
      }
    }
    return Optional.ofNullable(nearest).map(pattern -> observed(pattern) + ": " + AS_IT_CAME);
  }

  private static String observed(String pattern) {
    return "[" + pattern + "] is observed";
  }
}
