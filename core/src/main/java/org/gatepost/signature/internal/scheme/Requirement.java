package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.List;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.RefusedException;

/**
 * A value that a request must have, such as the version of its signature.
 *
 * @param place where
 * @param value what stands there
 */
public record Requirement(Reference place, String value) {
  /** The value of what must be absent or empty. */
  private static final String ABSENT = "{absent}";

  /**
   * Reads requirements such as {@code {header:X-Version} is 1 and {header:X-Algorithm} is Hmac}.
   *
   * @throws IllegalArgumentException if the text is of another form; the message states the rule
   */
  @SuppressForbidden("Of the configuration, not of requests.")
  public static List<Requirement> parse(String text) {
    List<Requirement> requirements = new ArrayList<>();
    for (String part : text.split(" and ", -1)) {
      int is = part.indexOf(" is ");
      List<Template.Part> place =
          is < 0 ? List.of() : Template.parse(part.substring(0, is).strip()).parts();
      if (place.size() != 1 || !(place.get(0) instanceof Reference reference)) {
        throw new IllegalArgumentException(
            "must be of the form {header:NAME} is VALUE, several joined with and");
      }
      requirements.add(new Requirement(reference, part.substring(is + 4).strip()));
    }
    return List.copyOf(requirements);
  }

  /** The requirements under a scheme's key; empty if it has none. */
  public static List<Requirement> read(SchemeKeys keys, String key) {
    List<Requirement> requirements = keys.optional(key, Requirement::parse);
    return requirements == null ? List.of() : requirements;
  }

  /** Refuses a request that does not have the value. */
  public void check(Places values) throws RefusedException {
    if (!isMetBy(values)) {
      throw new RefusedException(Refusal.Reason.MALFORMED, place + " is not [" + value + "]");
    }
  }

  /** Whether it is about a text that stands in the JSON of the body. */
  public boolean isOfBodyField() {
    return place.is(Reference.Kind.JSON)
        && !value.equals(ABSENT)
        && !value.equals(HandshakeRule.TOKEN);
  }

  /** Whether the request has the value. */
  public boolean isMetBy(Places values) throws RefusedException {
    String text = values.text(place);
    return value.equals(ABSENT) ? text == null : value.equals(text);
  }
}
