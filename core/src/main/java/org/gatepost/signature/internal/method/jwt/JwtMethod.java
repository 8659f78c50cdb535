package org.gatepost.signature.internal.method.jwt;

import java.util.List;
import java.util.function.Function;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.scheme.Claims;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;
import org.gatepost.signature.internal.scheme.SignedContent;

/** A JSON Web Token (RFC 7519). Immutable and thread-safe. */
public final class JwtMethod implements SigningMethod {
  public static final String NAME = "jwt";

  // A token has one form, which nothing configures.
  private static final List<String> OF_OTHERS =
      List.of("encoding", "signature-element", "signature-format", "signature-separator");

  /** The rules of a scheme for its tokens, and how these are written. */
  private record JwtSettings(SignedContent content, TokenRules rules, SignatureForm signature)
      implements Settings {

    @Override
    public List<Reference> references() {
      return rules.references();
    }

    @Override
    public Claims.Reader claims(List<JsonPointer> pointers) {
      return new JsonWebToken.Reader(signature, rules.detached(), pointers);
    }

    @Override
    public boolean signsHost() {
      return rules.bindUrl();
    }

    @Override
    public boolean signsPath() {
      return rules.bindUrl() || rules.queryHash() != null;
    }

    @Override
    public boolean signsUrl() {
      return rules.urlHash() != null || rules.queryHash() != null;
    }

    @Override
    public Authentication authentication(SchemeDefinition scheme, List<Secret> secrets) {
      return new JwtAuthentication(scheme, rules, secrets);
    }

    @Override
    public Signing signing(SchemeDefinition scheme, Secret secret) {
      return new JwtSigner(scheme, rules, secret);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> ownKeys() {
    return TokenRules.KEYS;
  }

  @Override
  public String ruleElsewhere(List<String> owners, String other) {
    return "must be left out where signed-by is " + other;
  }

  @Override
  public boolean takesSeveralAlgorithms() {
    return true;
  }

  @Override
  public boolean maySignatureBeBody() {
    return true;
  }

  @Override
  public Settings read(
      SchemeKeys keys,
      Algorithm algorithm,
      SignatureForm signature,
      Function<SchemeKeys, SchemeDefinition> reader) {
    for (String key : OF_OTHERS) {
      requireAbsent(keys, key);
    }
    TokenRules rules = TokenRules.read(keys);
    SignedContent content = rules.content(keys, signature);
    requireAbsent(keys, "signed-content");
    return new JwtSettings(content, rules, signature);
  }

  private static void requireAbsent(SchemeKeys keys, String key) {
    if (keys.has(key)) {
      throw keys.invalid(key, "must be left out where signed-by is " + NAME);
    }
  }
}
