package org.gatepost.signature.internal.method;

import java.util.List;
import java.util.function.Function;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.SecretKeys;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;

/**
 * The signing method of nobody whose signature can be verified: only handshakes are answered.
 * Immutable and thread-safe.
 */
public final class NobodyMethod implements SigningMethod {

  @Override
  public String name() {
    return "nobody";
  }

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
    return new ContentSettings(
        TemplateMethod.content(keys, algorithm),
        NobodyMethod::authentication,
        NobodyMethod::signing);
  }

  private static Authentication authentication(SchemeDefinition scheme, List<Secret> secrets) {
    return values -> {
      throw new RefusedException(
          Refusal.Reason.MISMATCH, "this sender's deliveries cannot be verified yet");
    };
  }

  private static Signing signing(SchemeDefinition scheme, Secret secret) {
    SecretKeys.requireShared(scheme.secretForm(), secret);
    throw new IllegalArgumentException("requests of this scheme cannot be signed here");
  }
}
