package org.gatepost.signature;

/** The names of headers (RFC 9110, section 5.1). */
final class FieldName {
  private FieldName() {}

  /** Whether a text can be the name of a header, in lower case. */
  static boolean isLowerCase(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || "!#$%&'*+.^_`|~-".indexOf(c) >= 0);
  }
}
