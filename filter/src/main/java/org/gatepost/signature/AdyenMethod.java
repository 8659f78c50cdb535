package org.gatepost.signature;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
