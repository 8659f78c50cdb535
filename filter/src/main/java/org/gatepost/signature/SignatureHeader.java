package org.gatepost.signature;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of a signature header, taken apart: the signatures that may match, and the elements
 * beside them.
 */
final class SignatureHeader {
  /** More elements than this are refused (inclusive bound). */
  static final int MAX_ELEMENTS = 100;

  private final List<byte[]> candidates;
  private final List<String[]> elements;

  private SignatureHeader(List<byte[]> candidates, List<String[]> elements) {
    this.candidates = candidates;
    this.elements = elements;
  }

  /** The decoded signatures that may match, at least one, each as long as the algorithm's. */
  List<byte[]> candidates() {
    return candidates;
  }

  /**
   * The value of an element, or null if it is absent or empty.
   *
   * @throws RefusedException if it is there more than once
   */
  @Nullable String element(String name) throws RefusedException {
    String found = null;
    for (String[] element : elements) {
      if (element[0].equals(name)) {
        if (found != null) {
          throw malformed("element " + name + " of the signature header is there more than once");
        }
        found = element[1];
      }
    }
    return found == null || found.isEmpty() ? null : found;
  }

  /** Takes apart what stands at the places of the scheme's signatures, at least one text. */
  static SignatureHeader parse(SchemeDefinition scheme, List<String> texts)
      throws RefusedException {
    SignatureForm form = scheme.signature();
    boolean single = form.format() == SignatureFormat.SINGLE;
    List<String[]> elements = single ? List.of() : new ArrayList<>();
    List<String> encoded = new ArrayList<>(single ? texts.size() : MAX_ELEMENTS / 10);
    for (String text : texts) {
      switch (form.format()) {
        case SINGLE -> addIfPrefixed(encoded, text, form);
        case LIST -> {
          for (String item : split(text, form.separator())) {
            addIfPrefixed(encoded, item, form);
          }
        }
        case ELEMENTS -> {
          for (String[] element : elements(text, form.separator())) {
            elements.add(element);
            if (element[0].equals(form.element())) {
              encoded.add(element[1]);
            }
          }
        }
        case POSITIONAL -> {
          List<String> items = split(text, form.separator());
          elements.add(new String[] {"1", items.get(0)});
          encoded.addAll(items.subList(1, items.size()));
        }
      }
    }
    if (encoded.isEmpty()) {
      throw malformed(form.placeNames() + " has no signature of the form " + form.description());
    }
    return new SignatureHeader(decode(scheme, encoded), elements);
  }

  private static void addIfPrefixed(List<String> encoded, String item, SignatureForm form) {
    String prefix = form.prefix();
    if (item.startsWith(prefix)) {
      encoded.add(item.substring(prefix.length()));
    } else if (form.prefixOptional()) {
      encoded.add(item);
    }
  }

  private static List<String[]> elements(String value, char separator) throws RefusedException {
    List<String[]> elements = new ArrayList<>();
    for (String item : split(value, separator)) {
      int equals = item.indexOf('=');
      if (equals < 1) {
        throw malformed("the signature header has an element that is not NAME=VALUE");
      }
      elements.add(new String[] {item.substring(0, equals), item.substring(equals + 1)});
    }
    return elements;
  }

  private static List<String> split(String value, char separator) throws RefusedException {
    List<String> items = new ArrayList<>();
    int start = 0;
    while (start <= value.length()) {
      int end = value.indexOf(separator, start);
      if (end < 0) {
        end = value.length();
      }
      if (items.size() == MAX_ELEMENTS) {
        throw malformed("the signature header has more than " + MAX_ELEMENTS + " elements");
      }
      items.add(value.substring(start, end).strip());
      start = end + 1;
    }
    return items;
  }

  /** Leaves out what cannot match, such as an element of another length, as long as one remains. */
  private static List<byte[]> decode(SchemeDefinition scheme, List<String> encoded)
      throws RefusedException {
    List<byte[]> decoded = new ArrayList<>(encoded.size());
    int length = scheme.algorithm().lengthInBytes();
    for (String text : encoded) {
      byte[] bytes = scheme.signature().encoding().decode(text);
      if (bytes != null && bytes.length > 0 && (length == 0 || bytes.length == length)) {
        decoded.add(bytes);
      }
    }
    if (decoded.isEmpty()) {
      throw malformed(
          "the signature is not "
              + (length == 0 ? "there" : length + " bytes")
              + " as "
              + scheme.signature().encoding().schemeName()
              + hint(scheme, encoded));
    }
    return decoded;
  }

  /** Which other encoding would have fitted: the usual mistake in a scheme of one's own. */
  private static String hint(SchemeDefinition scheme, List<String> encoded) {
    for (Encoding other : List.of(Encoding.HEX, Encoding.BASE64, Encoding.BASE64URL)) {
      byte[] bytes = other.decode(encoded.get(0));
      if (bytes != null && bytes.length > 0 && bytes.length == scheme.algorithm().lengthInBytes()) {
        return "; it would be as " + other.schemeName();
      }
    }
    for (Algorithm other : Algorithm.values()) {
      byte[] bytes = scheme.signature().encoding().decode(encoded.get(0));
      if (bytes != null && bytes.length > 0 && bytes.length == other.lengthInBytes()) {
        return "; its " + bytes.length + " bytes would fit " + other.schemeName();
      }
    }
    return "";
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
