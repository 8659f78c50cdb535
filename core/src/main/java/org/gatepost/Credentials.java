package org.gatepost;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells by their names which headers hold a signature or a credential, of this sender or of another
 * whose headers come along: GitLab's token beside its signature, the SHA-1 beside the SHA-256.
 */
final class Credentials {
  private static final List<String> PARTS =
      List.of(
          "signature",
          "hmac",
          "secret",
          "token",
          "password",
          "passwd",
          "credential",
          "apikey",
          "api-key",
          "authkey",
          "auth-key",
          "accesskey",
          "access-key",
          "webhook-key",
          "jwt",
          "cookie");

  // Between hyphens and underscores.
  private static final Set<String> WORDS =
      Set.of("sig", "mac", "auth", "authorization", "authentication");

  // What goes with a signature and is none.
  private static final String HARMLESS = "idempotency";
  private static final Set<String> HARMLESS_LAST_WORDS =
      Set.of("timestamp", "time", "nonce", "version", "algorithm", "algo", "type");

  // Presets whose signatures stand under a name that does not say so.
  private static final Set<String> OTHERS =
      Set.of("plaid-verification", "x-adobesign-clientid", "x-trello-webhook");

  private Credentials() {}

  static boolean mayBeIn(String headerName) {
    String name = headerName.toLowerCase(Locale.ROOT);
    return OTHERS.contains(name) || (isTelling(name) && !isHarmless(name));
  }

  private static boolean isTelling(String name) {
    for (String part : PARTS) {
      if (name.contains(part)) {
        return true;
      }
    }
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || isBetweenWords(name.charAt(i))) {
        if (WORDS.contains(name.substring(start, i))) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private static boolean isHarmless(String name) {
    int last = Math.max(name.lastIndexOf('-'), name.lastIndexOf('_'));
    return name.contains(HARMLESS)
        || (last >= 0 && HARMLESS_LAST_WORDS.contains(name.substring(last + 1)));
  }

  private static boolean isBetweenWords(char c) {
    return c == '-' || c == '_';
  }
}
