package org.gatepost.signature.internal.format;

/** The names of headers (RFC 9110, section 5.1). */
public final class FieldName {
  private FieldName() {}

  /** Whether a text can be the name of a header, in lower case. */
  public static boolean isLowerCase(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || "!#$%&'*+.^_`|~-".indexOf(c) >= 0);
  }
}
