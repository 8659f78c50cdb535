package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatepost.internal.Nearest;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.key.Algorithm;

/**
 * Where a scheme's signatures stand and how they are written. Immutable.
 *
 * @param places where; each that is there may hold the right one
 * @param prefix what stands before each signature, unless {@code prefixUse} says otherwise
 * @param element the name of the elements that are signatures, where the format has elements
 * @param separator what stands between the signatures or elements of one text
 */
public record SignatureForm(
    List<Reference> places,
    Format format,
    String prefix,
    PrefixUse prefixUse,
    String element,
    char separator,
    Encoding encoding) {

  /** How signatures stand in their header or field. */
  public enum Format {
    /** One signature, perhaps behind a prefix: {@code sha256=...}. */
    SINGLE,
    /**
     * Signatures with a version before each, of which others are ignored: {@code v1,... v2,...}.
     */
    LIST,
    /** Elements of which some are signatures: {@code t=1492774577,v1=...,v1=...}. */
    ELEMENTS,
    /** A time, and then signatures: {@code 1492774577,...,...}; the time is element 1. */
    POSITIONAL
  }

  /** Whether a signature may stand there without the prefix. */
  public enum PrefixUse {
    /** It may not. */
    FALSE,
    /** It may. */
    TRUE,
    /** It may, as the sender leaves the prefix out. */
    UNSENT
  }

  private static final Map<String, Character> SEPARATORS =
      Map.of("comma", ',', "space", ' ', "semicolon", ';', "ampersand", '&');

  /**
   * Reads the form of a scheme's signatures.
   *
   * @param mayBeBody whether a signature may be all that is sent
   */
  public static SignatureForm read(SchemeKeys keys, Algorithm algorithm, boolean mayBeBody) {
    Format format = keys.oneOf("signature-format", Format.class, Format.SINGLE);
    boolean elements = format == Format.ELEMENTS;
    keys.requireTogether(
        "signature-element", elements, "signature-format=elements", keys.has("signature-element"));
    if (elements && !keys.text("signature-prefix", "").isEmpty()) {
      throw keys.invalid("signature-prefix", "must be left out: elements have a name instead");
    }
    return new SignatureForm(
        places(keys, mayBeBody),
        format,
        keys.text("signature-prefix", ""),
        keys.oneOf("signature-prefix-optional", PrefixUse.class, PrefixUse.FALSE),
        keys.text("signature-element", ""),
        separator(keys),
        encoding(keys, algorithm));
  }

  private static List<Reference> places(SchemeKeys keys, boolean mayBeBody) {
    List<Reference> places = new ArrayList<>();
    for (Template template : keys.required("signature", Choice::parse).templates()) {
      if (template.parts().size() == 1
          && template.parts().get(0) instanceof Reference place
          && isPlace(place, mayBeBody)) {
        places.add(place);
      } else {
        throw keys.invalid("signature", "must be places such as {header:NAME}, joined with or");
      }
    }
    return List.copyOf(places);
  }

  private static boolean isPlace(Reference reference, boolean mayBeBody) {
    return switch (reference.kind()) {
      case HEADER, QUERY, FORM, JSON -> true;
      case BODY -> mayBeBody;
      default -> false;
    };
  }

  private static char separator(SchemeKeys keys) {
    String text = keys.text("signature-separator", "comma");
    Character separator = SEPARATORS.get(text);
    if (separator == null) {
      throw keys.invalid(
          "signature-separator",
          "must be one of " + new TreeSet<>(SEPARATORS.keySet()),
          Nearest.hint(text, SEPARATORS.keySet()));
    }
    return separator;
  }

  private static Encoding encoding(SchemeKeys keys, Algorithm algorithm) {
    boolean token = algorithm.kind() == Algorithm.Kind.TOKEN;
    Encoding encoding =
        keys.oneOf("encoding", Encoding.class, token ? Encoding.TEXT : Encoding.HEX);
    if (encoding == Encoding.TEXT && !token) {
      throw keys.invalid("encoding", "must be hex, base64 or base64url");
    }
    return encoding;
  }

  /** Whether the texts have elements, which {@code {element:NAME}} may refer to. */
  public boolean hasElements() {
    return format == Format.ELEMENTS || format == Format.POSITIONAL;
  }

  /**
   * Whether the prefix is the name of an authentication scheme, which is written in any case and
   * with any number of spaces behind it (RFC 9110, section 11.4).
   */
  boolean hasSchemeName() {
    return prefix.length() > 1 && prefix.endsWith(" ");
  }

  /**
   * What a client is told that has not authenticated itself (RFC 9110, section 11.6.1), or empty if
   * these signatures are of no registered authentication scheme.
   */
  public String challenge() {
    String name = prefix.strip();
    if (!isIn("Authorization")) {
      return "";
    }
    return name.equalsIgnoreCase("Basic")
        ? "Basic realm=\"webhooks\", charset=\"UTF-8\""
        : name.equalsIgnoreCase("Bearer") ? "Bearer realm=\"webhooks\"" : "";
  }

  /** Whether the signature is all that is sent. */
  public boolean isBody() {
    return places.stream().anyMatch(Reference::standsForBody);
  }

  /** Whether a header holds signatures. */
  public boolean isIn(String headerName) {
    return places.stream()
        .anyMatch(
            place ->
                place.is(Reference.Kind.HEADER)
                    && place.names().stream().anyMatch(headerName::equalsIgnoreCase));
  }

  /** Where signatures stand, for messages. */
  public String placeNames() {
    return places.stream().map(Reference::toString).collect(Collectors.joining(" or "));
  }

  /** Whether a signature may stand there without the prefix. */
  public boolean prefixOptional() {
    return prefixUse != PrefixUse.FALSE;
  }

  /** What the sender writes before a signature. */
  public String sentPrefix() {
    return prefixUse == PrefixUse.UNSENT ? "" : prefix;
  }

  /** How a signature is written, less the elements beside it. */
  public String written(byte[] signature) {
    String encoded = encoding.encode(signature);
    return switch (format) {
      case ELEMENTS -> element + "=" + encoded;
      case POSITIONAL -> encoded;
      case SINGLE, LIST -> sentPrefix() + encoded;
    };
  }

  /** What a signature looks like in its header, for messages. */
  String description() {
    String name = "<" + encoding.schemeName() + ">";
    return switch (format) {
      case SINGLE -> prefix + name;
      case LIST -> prefix + name + " in a list";
      case ELEMENTS -> element + "=" + name;
      case POSITIONAL -> "<time>" + separator + name;
    };
  }
}
