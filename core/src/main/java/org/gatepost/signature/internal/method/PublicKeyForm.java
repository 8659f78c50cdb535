package org.gatepost.signature.internal.method;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.jspecify.annotations.Nullable;

/**
 * The form that a scheme has for secrets that are public keys, where it has secrets of both kinds:
 * {@code v1a} beside {@code v1} in the Standard Webhooks specification.
 */
final class PublicKeyForm {
  private static final String PREFIX = "public-key-prefix";
  private static final String SIGNATURE = "public-key-signature";

  /** The keys that say so. */
  static final List<String> KEYS = List.of(PREFIX, SIGNATURE);

  private PublicKeyForm() {}

  /** The keys as they are for public keys, or null if that makes no difference. */
  @SuppressForbidden("Of the configuration, not of requests.")
  static @Nullable SchemeKeys read(SchemeKeys keys) {
    keys.requireTogether(PREFIX, keys.has(PREFIX), SIGNATURE, keys.has(SIGNATURE));
    String prefix = keys.text(PREFIX, "");
    if (!keys.has(PREFIX)) {
      return null;
    }
    if (prefix.isEmpty() || prefix.equals(keys.text("secret-prefix", ""))) {
      throw keys.invalid(PREFIX, "must tell a public key from another secret");
    }
    String[] signature = keys.text(SIGNATURE, "").split(" ", 2);
    Algorithm algorithm = Algorithm.named(signature[0]);
    if (algorithm == null || algorithm.kind() != Algorithm.Kind.PUBLIC_KEY) {
      throw keys.invalid(SIGNATURE, "must be an algorithm of public keys, then a signature-prefix");
    }
    return keys.replacing(
        Set.of(PREFIX, SIGNATURE),
        Map.of(
            "secret-prefix",
            prefix,
            "algorithm",
            signature[0],
            "signature-prefix",
            signature.length > 1 ? signature[1] : ""));
  }

  /** Whether a secret is of the form for public keys. */
  static boolean isOf(SchemeDefinition form, Secret secret) {
    return SecretText.of(secret).startsWith(form.secretForm().prefix());
  }

  /** Whether a secret signs what a public key of the form verifies. */
  static boolean signs(SchemeDefinition form, Secret secret) {
    String text = SecretText.of(secret);
    return isOf(form, secret) || text.startsWith("whsk_") || text.contains("PRIVATE KEY-----");
  }
}
