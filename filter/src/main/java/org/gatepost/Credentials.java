package org.gatepost;

import java.util.regex.Pattern;

/**
 * Tells by their names which headers hold a signature or a credential, of this sender or of another
 * whose headers come along: GitLab's token beside its signature, the SHA-1 beside the SHA-256.
 */
final class Credentials {
  private static final Pattern WORDS =
      Pattern.compile(
          "signature|hmac|secret|token|password|passwd|credential|api-?key|auth-?key|access-?key"
              + "|jwt|cookie|(^|[-_])(sig|mac|auth|authorization|authentication)($|[-_])",
          Pattern.CASE_INSENSITIVE);

  // What goes with a signature and is none.
  private static final Pattern HARMLESS =
      Pattern.compile(
          "idempotency|[-_](timestamp|time|nonce|version|algorithm|algo|type)$",
          Pattern.CASE_INSENSITIVE);

  // Presets whose signatures stand under a name that does not say so.
  private static final Pattern OTHERS =
      Pattern.compile(
          "Plaid-Verification|webhook-key|X-AdobeSign-ClientId|X-Trello-Webhook",
          Pattern.CASE_INSENSITIVE);

  private Credentials() {}

  static boolean mayBeIn(String headerName) {
    return OTHERS.matcher(headerName).matches()
        || (WORDS.matcher(headerName).find() && !HARMLESS.matcher(headerName).find());
  }
}
