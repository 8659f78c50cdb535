package org.gatepost.signature.internal.scheme;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.internal.format.Encoding;

/**
 * What the answer to a handshake computes from a request: {@code {hmac-hex:PLACE}}, {@code
 * {sha256-hex:PLACE+PLACE}}. Nothing else of a scheme may have it. Immutable.
 *
 * @param function what is computed
 * @param of the places whose texts it is computed of, one behind the other
 */
public record Computed(Function function, List<Reference> of) implements Template.Part {

  /** What can be computed. */
  public enum Function {
    /** The scheme's HMAC, in hex. */
    HMAC_HEX(Encoding.HEX),
    /** The scheme's HMAC, in base64. */
    HMAC_BASE64(Encoding.BASE64),
    /** SHA-256 in hex. */
    SHA256_HEX(Encoding.HEX);

    private final Encoding encoding;

    Function(Encoding encoding) {
      this.encoding = encoding;
    }

    public Encoding encoding() {
      return encoding;
    }

    public boolean isKeyed() {
      return this != SHA256_HEX;
    }
  }

  /**
   * Reads what stands between braces in the answer to a handshake.
   *
   * @throws IllegalArgumentException if it is nothing known; the message states the rule
   */
  static Template.Part parse(String text) {
    for (Function function : Function.values()) {
      String word = function.name().toLowerCase(Locale.ROOT).replace('_', '-') + ":";
      // A digest of the body is a reference like others.
      if (text.startsWith(word) && !text.equals("sha256-hex:body")) {
        return of(function, text.substring(word.length()));
      }
    }
    return Template.reference(text);
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  private static Computed of(Function function, String places) {
    List<Reference> of = Arrays.stream(places.split("\\+", -1)).map(Template::reference).toList();
    // Of one place alone, so that all that can be had signed is of the alphabet of echoes.
    if (function.isKeyed()
        ? of.size() > 1 || !of.get(0).isWritten()
        : !of.stream().allMatch(Computed::canBeDigested)) {
      throw new IllegalArgumentException(
          "must compute {hmac-...:PLACE} of one place, {sha256-hex:PLACE+PLACE} of places, endpoint or secret");
    }
    return new Computed(function, of);
  }

  private static boolean canBeDigested(Reference place) {
    return place.isWritten()
        || place.is(Reference.Kind.ENDPOINT)
        || place.is(Reference.Kind.SECRET);
  }
}
