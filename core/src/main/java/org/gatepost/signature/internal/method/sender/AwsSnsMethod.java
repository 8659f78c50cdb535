package org.gatepost.signature.internal.method.sender;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.FetchedCertificates;
import org.gatepost.signature.internal.key.SecretKeys;
import org.gatepost.signature.internal.method.ContentSettings;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;

/** A message of Amazon SNS. Immutable and thread-safe. */
final class AwsSnsMethod implements SigningMethod {
  private static final String NAME = "aws-sns";
  private static final String VERSIONS = "signature-versions";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> ownKeys() {
    return List.of(VERSIONS);
  }

  /** A hint is no reason to fetch a certificate. */
  @Override
  public boolean isTriedForHints() {
    return false;
  }

  @Override
  public Settings read(
      SchemeKeys keys,
      Algorithm algorithm,
      SignatureForm signature,
      Function<SchemeKeys, SchemeDefinition> reader) {
    if (keys.has("signed-content")) {
      throw keys.invalid("signed-content", "must be left out where signed-by is " + NAME);
    }
    if (algorithm != Algorithm.RSA_SHA256) {
      throw keys.invalid("algorithm", "must be RSA-SHA256 where signed-by is " + NAME);
    }
    Set<String> versions = versions(keys);
    return new ContentSettings(
        SnsMessage.content(),
        (scheme, secrets) ->
            new AwsSnsAuthentication(scheme, versions, secrets, new FetchedCertificates()),
        (scheme, secret) -> {
          throw SecretKeys.cannotSign(secret);
        });
  }

  /** The versions of the signature that a scheme accepts: with SHA-1, with SHA-256, or both. */
  @SuppressForbidden("Of the configuration, and not of requests.")
  private static Set<String> versions(SchemeKeys keys) {
    Set<String> versions =
        new TreeSet<>(Arrays.asList(keys.text(VERSIONS, "1, 2").split(", *", -1)));
    if (!Set.of("1", "2").containsAll(versions)) {
      throw keys.invalid(VERSIONS, "must be 1, 2 or both, separated by a comma");
    }
    return versions;
  }
}
