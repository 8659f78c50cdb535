package org.gatepost.signature.internal;

import java.util.List;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.scheme.SchemeDefinition;

/** A scheme, and what its signing method has read from it. Immutable and thread-safe. */
record SignedScheme(
    SchemeDefinition definition, SigningMethod method, SigningMethod.Settings settings) {

  /** As {@link SigningMethod.Settings#authentication}. */
  Authentication authentication(List<Secret> secrets) {
    return settings.authentication(definition, secrets);
  }

  /** As {@link SigningMethod.Settings#signing}. */
  Signing signing(Secret secret) {
    return settings.signing(definition, secret);
  }
}
