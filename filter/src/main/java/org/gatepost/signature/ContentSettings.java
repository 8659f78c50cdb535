package org.gatepost.signature;

import java.util.List;

/**
 * The settings of a method of which all that is special is what it signs, or how.
 *
 * @param authentications makes the authentication of a scheme
 * @param signings makes the signing of a scheme
 */
record ContentSettings(SignedContent content, Authentications authentications, Signings signings)
    implements SigningMethod.Settings {

  /** As {@link SigningMethod.Settings#authentication}. */
  interface Authentications {
    Authentication of(SchemeDefinition scheme, List<Secret> secrets);
  }

  /** As {@link SigningMethod.Settings#signing}. */
  interface Signings {
    Signing of(SchemeDefinition scheme, Secret secret);
  }

  @Override
  public Authentication authentication(SchemeDefinition scheme, List<Secret> secrets) {
    return authentications.of(scheme, secrets);
  }

  @Override
  public Signing signing(SchemeDefinition scheme, Secret secret) {
    return signings.of(scheme, secret);
  }
}
