package org.gatepost.signature.internal.method.sender;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.method.TemplateMethod;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;
import org.gatepost.signature.internal.scheme.SignedContent;

/** How Adyen signs some fields of a notification. Immutable and thread-safe. */
final class AdyenMethod implements SigningMethod {

  /** The fields are those of the scheme's template. */
  private record AdyenSettings(SignedContent content) implements Settings {

    @Override
    public boolean letsOneEventThrough() {
      return true;
    }

    @Override
    public Authentication authentication(SchemeDefinition scheme, List<Secret> secrets) {
      return new AdyenAuthentication(scheme, secrets);
    }

    @Override
    public Signing signing(SchemeDefinition scheme, Secret secret) {
      return AdyenAuthentication.signing(scheme, secret);
    }
  }

  @Override
  public String name() {
    return "adyen";
  }

  @Override
  public Map<Algorithm, String> algorithms() {
    return Map.of(Algorithm.HMAC_SHA256, "hmac-sha256");
  }

  @Override
  public Settings read(
      SchemeKeys keys,
      Algorithm algorithm,
      SignatureForm signature,
      Function<SchemeKeys, SchemeDefinition> reader) {
    return new AdyenSettings(TemplateMethod.content(keys, algorithm));
  }
}
