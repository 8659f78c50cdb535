package org.gatepost.signature;

import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** What is left of a form where its pairs are sorted and glued: two such forms are signed alike. */
final class GluedForm {
  private GluedForm() {}

  /** The pairs, or the form as it is if it is malformed. */
  static String of(byte[] form) {
    String text = new String(form, StandardCharsets.ISO_8859_1);
    try {
      return Arrays.stream(text.split("&", -1))
          .filter(pair -> !pair.isEmpty())
          .map(GluedForm::decoded)
          .sorted()
          .distinct()
          .collect(joining());
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  private static String decoded(String pair) {
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
    // The signature is hex in any case, and its public key all digits and small letters.
    return name
        + (name.equals("sig") || name.equals("bt_signature")
            ? value.toLowerCase(Locale.ROOT)
            : value);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
