package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.List;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the places of a scheme's signatures, taken apart: the signatures that may match,
 * and the elements beside them.
 */
public final class SignatureHeader {
  /** More signatures that a public key would have to verify are refused (inclusive bound). */
  static final int MAX_PUBLIC_KEY_SIGNATURES = 8;

  private final SignatureForm form;
  private final Algorithm algorithm;
  private final List<String> texts;
  private List<byte[]> candidates = List.of();
  // The first that was not decoded, to tell what is wrong with it.
  private @Nullable String undecoded;
  // Up to where the text that is being read is known to be visible ASCII, or looked at.
  private int lookedAt;
  private boolean visibleAscii = true;

  private SignatureHeader(SignatureForm form, Algorithm algorithm, List<String> texts) {
    this.form = form;
    this.algorithm = algorithm;
    this.texts = texts;
  }

  /** Takes apart what stands at the places of the scheme's signatures, at least one text. */
  static SignatureHeader parse(SignatureForm form, Algorithm algorithm, List<String> texts)
      throws RefusedException {
    SignatureHeader header = new SignatureHeader(form, algorithm, texts);
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      header.lookedAt = 0;
      header.read(text);
      header.lookAt(text, text.length());
    }
    if (header.candidates.isEmpty()) {
      throw header.without();
    }
    return header;
  }

  /** Whether the texts have no other characters than those between space and tilde. */
  boolean isVisibleAscii() {
    return visibleAscii;
  }

  /** Whether a part of a text has no other characters than those between space and tilde. */
  static boolean isVisibleAscii(String text, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      int c = text.charAt(i);
      all |= (c - ' ') | ('~' - c);
    }
    return all >= 0;
  }

  private void lookAt(String text, int to) {
    visibleAscii &= isVisibleAscii(text, lookedAt, to);
    lookedAt = to;
  }

  /** The decoded signatures that may match, at least one, each as long as the algorithm's. */
  public List<byte[]> candidates() {
    return candidates;
  }

  /**
   * The value of an element, or null if it is absent or empty.
   *
   * @throws RefusedException if it is there more than once
   */
  public @Nullable String element(String name) throws RefusedException {
    boolean positional = form.format() == SignatureForm.Format.POSITIONAL;
    String found = null;
    for (String text : texts) {
      SignatureItems items = new SignatureItems(text, form.separator());
      while (items.next() && !(positional && items.count() > 1)) {
        if (positional ? name.equals("1") : items.isNamed(name)) {
          if (found != null) {
            throw malformed("element " + name + " of the signature header is there more than once");
          }
          found = text.substring(positional ? items.start() : items.valueStart(), items.end());
        }
      }
    }
    return found == null || found.isEmpty() ? null : found;
  }

  private void read(String text) throws RefusedException {
    SignatureForm.Format format = form.format();
    if (format == SignatureForm.Format.SINGLE) {
      addIfPrefixed(text, 0, text.length());
      return;
    }
    SignatureItems items = new SignatureItems(text, form.separator());
    while (items.next()) {
      switch (format) {
        case ELEMENTS -> {
          items.requireName();
          if (items.isNamed(form.element())) {
            add(text, items.valueStart(), items.end());
          }
        }
        case POSITIONAL -> {
          if (items.count() > 1) {
            add(text, items.start(), items.end());
          }
        }
        default -> addIfPrefixed(text, items.start(), items.end());
      }
    }
  }

  private void addIfPrefixed(String text, int start, int end) throws RefusedException {
    String prefix = form.prefix();
    boolean anyCase = form.hasSchemeName();
    if (end - start >= prefix.length()
        && text.regionMatches(anyCase, start, prefix, 0, prefix.length())) {
      int behind = start + prefix.length();
      while (anyCase && behind < end && text.charAt(behind) == ' ') {
        behind++;
      }
      add(text, behind, end);
    } else if (form.prefixOptional()) {
      add(text, start, end);
    }
  }

  /** Leaves out what cannot match, such as a signature of another length. */
  private void add(String text, int start, int end) throws RefusedException {
    byte[] bytes = form.encoding().decode(text, start, end);
    int length = algorithm.lengthInBytes();
    if (bytes == null || bytes.length == 0 || (length > 0 && bytes.length != length)) {
      undecoded = undecoded == null ? text.substring(start, end) : undecoded;
      return;
    }
    if (form.encoding() != Encoding.TEXT) {
      // No digit is anything else than visible ASCII.
      lookAt(text, start);
      lookedAt = end;
    }
    if (candidates.size() == MAX_PUBLIC_KEY_SIGNATURES
        && algorithm.kind() == Algorithm.Kind.PUBLIC_KEY) {
      // Each is verified with each key, which is not cheap.
      throw malformed(
          "the signature header has more than " + MAX_PUBLIC_KEY_SIGNATURES + " signatures");
    }
    if (candidates.isEmpty()) {
      candidates = List.of(bytes);
    } else {
      candidates = candidates.size() == 1 ? new ArrayList<>(candidates) : candidates;
      candidates.add(bytes);
    }
  }

  private RefusedException without() {
    if (undecoded == null) {
      return malformed(form.placeNames() + " has no signature of the form " + form.description());
    }
    String found = undecoded;
    int length = algorithm.lengthInBytes();
    return new RefusedException(
        Refusal.Reason.MALFORMED,
        "the signature is not "
            + (length == 0 ? "there" : length + " bytes")
            + " as "
            + form.encoding().schemeName(),
        () -> hint(found));
  }

  /** Which other encoding would have fitted: the usual mistake in a scheme of one's own. */
  private String hint(String encoded) {
    for (Encoding other : List.of(Encoding.HEX, Encoding.BASE64, Encoding.BASE64URL)) {
      byte[] bytes = other.decode(encoded);
      if (bytes != null && bytes.length > 0 && bytes.length == algorithm.lengthInBytes()) {
        return "the signature would be right as " + other.schemeName();
      }
    }
    for (Algorithm other : Algorithm.values()) {
      byte[] bytes = form.encoding().decode(encoded);
      if (bytes != null && bytes.length > 0 && bytes.length == other.lengthInBytes()) {
        return "the signature's " + bytes.length + " bytes would fit " + other.schemeName();
      }
    }
    return "";
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
