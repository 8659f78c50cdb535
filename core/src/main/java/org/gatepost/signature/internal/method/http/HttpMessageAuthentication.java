package org.gatepost.signature.internal.method.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.StructuredDictionary;
import org.gatepost.signature.internal.format.StructuredDictionary.Bare;
import org.gatepost.signature.internal.format.StructuredDictionary.BareType;
import org.gatepost.signature.internal.format.StructuredDictionary.InnerList;
import org.gatepost.signature.internal.format.StructuredDictionary.Item;
import org.gatepost.signature.internal.format.StructuredDictionary.Member;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.method.MessageKeys;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates HTTP Message Signatures (RFC 9421), and the body by the {@code Content-Digest} (RFC
 * 9530) that they cover. One signature that covers what the scheme requires is enough, whatever its
 * label, which nobody signs; others, such as a proxy's, do no harm. Thread-safe.
 */
final class HttpMessageAuthentication implements Authentication {
  /** The algorithms of section 3.3, with their names. */
  static final Map<Algorithm, String> ALGORITHMS =
      Map.of(
          Algorithm.HMAC_SHA256, "hmac-sha256",
          Algorithm.RSA_PSS_SHA512, "rsa-pss-sha512",
          Algorithm.RSA_SHA256, "rsa-v1_5-sha256",
          Algorithm.ECDSA_P256_SHA256, "ecdsa-p256-sha256",
          Algorithm.ED25519, "ed25519");

  private static final String INPUT = "Signature-Input";
  private static final String SIGNATURE = "Signature";
  // Each may cost an operation with a public key, whoever sent it.
  private static final int MAX_SIGNATURES = 8;

  private final SchemeDefinition scheme;
  private final RequiredComponents components;
  private final MessageKeys keys;

  HttpMessageAuthentication(
      SchemeDefinition scheme, RequiredComponents components, List<Secret> secrets) {
    this.scheme = scheme;
    this.components = components;
    this.keys = new MessageKeys(scheme.secretForm(), secrets);
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    SignedRequest request = values.request();
    Map<String, Member> inputs = StructuredDictionary.of(request, INPUT).members();
    Map<String, Member> signatures = StructuredDictionary.of(request, SIGNATURE).members();
    if (inputs.size() > MAX_SIGNATURES) {
      throw malformed(INPUT + " has more than " + MAX_SIGNATURES + " labels");
    }
    MessageComponents message = new MessageComponents(request);
    RefusedException why = null;
    for (Map.Entry<String, Member> input : inputs.entrySet()) {
      Member signature = signatures.get(input.getKey());
      if (signature != null) {
        try {
          return authenticate(message, input.getValue(), signature);
        } catch (RefusedException e) {
          why = e;
        }
      }
    }
    throw why == null
        ? new RefusedException(
            Refusal.Reason.MISSING, "no label is in both " + INPUT + " and " + SIGNATURE)
        : why;
  }

  private Proof authenticate(MessageComponents message, Member input, Member signature)
      throws RefusedException {
    byte[] bytes = signature.bytes();
    if (!(input instanceof InnerList covered) || bytes == null) {
      throw malformed(INPUT + " has no list of components, or " + SIGNATURE + " no bytes, there");
    }
    components.check(wholes(covered));
    requireAlgorithm(covered.parameters().get("alg"));
    Instant created = time(covered, "created");
    if (created == null && scheme.tolerance() != null) {
      throw new RefusedException(Refusal.Reason.MISSING, "the signature has no created time");
    }
    Instant expires = time(covered, "expires");
    SignatureBase base = SignatureBase.of(message, covered);
    String label = keys.labelOf(base.bytes(), bytes);
    if (covered.items().stream().anyMatch(item -> ContentDigest.HEADER.equals(name(item)))) {
      ContentDigest.check(message.request());
    }
    byte[] unchanging = components.unchanging(base::value, base.bytes());
    return new BoundedMatch(label, created, null, expires, unchanging);
  }

  /** The names of the components that are covered as a whole. */
  private static List<String> wholes(InnerList covered) {
    List<String> names = new ArrayList<>();
    for (Item item : covered.items()) {
      String name = name(item);
      // With a parameter it is another component, which may be less than the whole header.
      if (name != null && item.parameters().isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private static @Nullable String name(Item component) {
    return component.bare().as(BareType.STRING);
  }

  private void requireAlgorithm(@Nullable Bare named) throws RefusedException {
    String expected = ALGORITHMS.get(scheme.algorithm());
    if (named != null && !Objects.equals(named.as(BareType.STRING), expected)) {
      throw malformed("the signature names another algorithm than " + expected);
    }
  }

  private static @Nullable Instant time(InnerList covered, String parameter)
      throws RefusedException {
    Bare bare = covered.parameters().get(parameter);
    if (bare == null) {
      return null;
    }
    String seconds = bare.as(BareType.INTEGER);
    if (seconds == null) {
      throw malformed("the parameter " + parameter + " is not an integer");
    }
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
