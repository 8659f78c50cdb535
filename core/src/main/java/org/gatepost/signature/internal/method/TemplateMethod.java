package org.gatepost.signature.internal.method;

import java.util.List;
import java.util.function.Function;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.jspecify.annotations.Nullable;

/**
 * The signing method of schemes that say themselves what is signed, in the key {@code
 * signed-content}. Immutable and thread-safe.
 */
public final class TemplateMethod implements SigningMethod {
  public static final String NAME = "template";

  /** The settings, with the scheme as it is where the secret is a public key, or null. */
  private record TemplateSettings(SignedContent content, @Nullable SchemeDefinition publicKeyForm)
      implements Settings {

    @Override
    public Authentication authentication(SchemeDefinition scheme, List<Secret> secrets) {
      return publicKeyForm == null
          ? new ContentAuthentication(scheme, secrets)
          : new FormsAuthentication(scheme, publicKeyForm, secrets);
    }

    @Override
    public Signing signing(SchemeDefinition scheme, Secret secret) {
      return ContentSigning.of(
          publicKeyForm != null && PublicKeyForm.signs(publicKeyForm, secret)
              ? publicKeyForm
              : scheme,
          secret);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> ownKeys() {
    return PublicKeyForm.KEYS;
  }

  @Override
  public boolean takesSeveralKeys() {
    return true;
  }

  @Override
  public boolean isComparable() {
    return true;
  }

  @Override
  public Settings read(
      SchemeKeys keys,
      Algorithm algorithm,
      SignatureForm signature,
      Function<SchemeKeys, SchemeDefinition> reader) {
    SignedContent content = content(keys, algorithm);
    SchemeKeys form = PublicKeyForm.read(keys);
    return new TemplateSettings(content, form == null ? null : reader.apply(form));
  }

  /** What the templates of a scheme say is signed, held against how it signs. */
  public static SignedContent content(SchemeKeys keys, Algorithm algorithm) {
    if (algorithm.kind() != Algorithm.Kind.TOKEN) {
      return keys.required("signed-content", TemplateContent::parse).checked(keys, algorithm);
    }
    if (keys.has("signed-content")) {
      throw keys.invalid("signed-content", "must be left out: a token signs nothing");
    }
    // Whoever has the token can send anything, so nothing is less protected than anything else.
    return TemplateContent.parse("{body}");
  }
}
