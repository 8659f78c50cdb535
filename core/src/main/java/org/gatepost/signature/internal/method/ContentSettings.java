package org.gatepost.signature.internal.method;

import java.util.List;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SignedContent;

/**
 * The settings of a method of which all that is special is what it signs, or how.
 *
 * @param authentications makes the authentication of a scheme
 * @param signings makes the signing of a scheme
 */
public record ContentSettings(
    SignedContent content, Authentications authentications, Signings signings)
    implements SigningMethod.Settings {

  /** As {@link SigningMethod.Settings#authentication}. */
  public interface Authentications {
    Authentication of(SchemeDefinition scheme, List<Secret> secrets);
  }

  /** As {@link SigningMethod.Settings#signing}. */
  public interface Signings {
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
