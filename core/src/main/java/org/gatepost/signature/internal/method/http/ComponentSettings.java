package org.gatepost.signature.internal.method.http;

import java.util.List;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.method.TemplateContent;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SignedContent;

/**
 * The settings of a method whose signatures list what they cover. Immutable and thread-safe.
 *
 * @param content what every good signature covers
 */
record ComponentSettings(
    SignedContent content,
    RequiredComponents components,
    Authentications authentications,
    Signings signings)
    implements SigningMethod.Settings {

  /** Makes the authentication of a scheme. */
  interface Authentications {
    Authentication of(SchemeDefinition scheme, RequiredComponents components, List<Secret> secrets);
  }

  /** Makes the signing of a scheme. */
  interface Signings {
    Signing of(SchemeDefinition scheme, RequiredComponents components, Secret secret);
  }

  ComponentSettings(
      RequiredComponents components, Authentications authentications, Signings signings) {
    this(TemplateContent.of(components.covered(), true), components, authentications, signings);
  }

  @Override
  public boolean isTimedBySignature() {
    return true;
  }

  @Override
  public boolean signsHost() {
    return components.haveHost();
  }

  @Override
  public boolean signsPath() {
    return content.references().contains(Reference.URL);
  }

  @Override
  public boolean signsUrl() {
    return true;
  }

  @Override
  public Authentication authentication(SchemeDefinition scheme, List<Secret> secrets) {
    return authentications.of(scheme, components, secrets);
  }

  @Override
  public Signing signing(SchemeDefinition scheme, Secret secret) {
    return signings.of(scheme, components, secret);
  }
}
