package org.gatepost.signature.internal.method;

import org.gatepost.signature.internal.scheme.Reference;

/** What a URL is made of, so that a text beside one can be told from it. */
final class UrlText {
  private UrlText() {}

  /** Whether a part of what is signed is a URL, or a part of one. */
  static boolean isOf(Reference part) {
    return isWhole(part) || part.is(Reference.Kind.PATH) || part.is(Reference.Kind.SORTED_QUERY);
  }

  private static boolean isWhole(Reference part) {
    return switch (part.kind()) {
      case URL, DECODED_URL, CONFIGURED_URL, ENDPOINT -> true;
      default -> false;
    };
  }

  /** Whether a part has only characters of a URL; brackets in its authority alone. */
  static boolean holds(Reference part, String text) {
    int path = isWhole(part) ? text.indexOf('/', text.indexOf("://") + 3) : 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // An IPv6 address stands between brackets.
      if (!isOf(c) && !(i < path && (c == '[' || c == ']'))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a path or query may have all characters of a text. */
  static boolean isOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isOf(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a path or query may have a character (RFC 3986, section 3). */
  static boolean isOf(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~:/?#@!$&'()*+,;=%".indexOf(c) >= 0;
  }
}
