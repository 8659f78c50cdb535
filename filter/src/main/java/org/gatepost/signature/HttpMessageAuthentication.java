package org.gatepost.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatepost.signature.StructuredDictionary.Bare;
import org.gatepost.signature.StructuredDictionary.BareType;
import org.gatepost.signature.StructuredDictionary.InnerList;
import org.gatepost.signature.StructuredDictionary.Item;
import org.gatepost.signature.StructuredDictionary.Member;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates HTTP Message Signatures (RFC 9421), and the body by the {@code Content-Digest} (RFC
 * 9530) that they cover. One signature that covers what the scheme requires is enough; the others,
 * such as a proxy's, are not looked at any further. Thread-safe.
 */
final class HttpMessageAuthentication implements Authentication {
  private static final String INPUT = "Signature-Input";
  private static final String SIGNATURE = "Signature";

  /** The algorithms of RFC 9421, section 3.3, with their names there. */
  static final Map<Algorithm, String> ALGORITHMS =
      Map.of(
          Algorithm.HMAC_SHA256, "hmac-sha256",
          Algorithm.RSA_PSS_SHA512, "rsa-pss-sha512",
          Algorithm.RSA_SHA256, "rsa-v1_5-sha256",
          Algorithm.ECDSA_P256_SHA256, "ecdsa-p256-sha256",
          Algorithm.ED25519, "ed25519");

  /** A secret's label, and its key ready for use. */
  private record Key(String label, MessageKey check) {}

  private final SchemeDefinition scheme;
  private final List<Key> keys = new ArrayList<>();

  HttpMessageAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    this.scheme = scheme;
    for (Secret secret : secrets) {
      keys.add(new Key(secret.label(), MessageKey.of(scheme, secret)));
    }
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    SignedRequest request = values.request();
    StructuredDictionary inputs = StructuredDictionary.of(request, INPUT);
    StructuredDictionary signatures = StructuredDictionary.of(request, SIGNATURE);
    if (inputs == null || signatures == null) {
      throw new RefusedException(
          Refusal.Reason.MISSING, "header " + INPUT + " or " + SIGNATURE + " is missing");
    }
    RefusedException why =
        new RefusedException(
            Refusal.Reason.MISSING, "no label is in both " + INPUT + " and " + SIGNATURE);
    for (Map.Entry<String, Member> input : inputs.members().entrySet()) {
      Member signature = signatures.members().get(input.getKey());
      if (signature != null) {
        try {
          return authenticate(request, input.getValue(), signature);
        } catch (RefusedException e) {
          why = e;
        }
      }
    }
    throw why;
  }

  private Proof authenticate(SignedRequest request, Member input, Member signature)
      throws RefusedException {
    if (!(input instanceof InnerList covered)) {
      throw malformed(INPUT + " has a member that is not a list of components");
    }
    String base64 = signature instanceof Item item ? item.bare().as(BareType.BYTES) : null;
    if (base64 == null) {
      throw malformed(SIGNATURE + " has a member that is not bytes");
    }
    requireCovered(covered);
    requireAlgorithm(covered.parameters().get("alg"));
    Instant created = time(covered, "created");
    if (created == null && scheme.tolerance() != null) {
      throw new RefusedException(Refusal.Reason.MISSING, "the signature has no created time");
    }
    Instant expires = time(covered, "expires");
    byte[] base = new SignatureBase(request).of(covered);
    byte[] candidate = Objects.requireNonNull(Encoding.BASE64.decode(base64));
    for (Key key : keys) {
      if (key.check().verifies(base, candidate)) {
        if (coversDigest(covered)) {
          ContentDigest.check(request);
        }
        return new Proof(key.label(), created, expires);
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature of what it says it covers");
  }

  private void requireCovered(InnerList covered) throws RefusedException {
    for (String component : scheme.requiredComponents()) {
      // With a parameter it is another component, which may be less than the whole header.
      String identifier = "\"" + component + "\"";
      if (covered.items().stream().noneMatch(item -> item.text().equals(identifier))) {
        throw new RefusedException(
            Refusal.Reason.MISSING, "the signature does not cover " + component);
      }
    }
  }

  private void requireAlgorithm(@Nullable Bare named) throws RefusedException {
    String expected = ALGORITHMS.get(scheme.algorithm());
    if (named != null && !Objects.equals(named.as(BareType.STRING), expected)) {
      throw malformed("the signature names another algorithm than " + expected);
    }
  }

  private static boolean coversDigest(InnerList covered) {
    return covered.items().stream()
        .anyMatch(item -> ContentDigest.HEADER.equals(item.bare().as(BareType.STRING)));
  }

  private static @Nullable Instant time(InnerList covered, String parameter)
      throws RefusedException {
    Bare bare = covered.parameters().get(parameter);
    String seconds = bare == null ? null : bare.as(BareType.INTEGER);
    if (seconds == null) {
      if (bare != null) {
        throw malformed("the parameter " + parameter + " is not an integer");
      }
      return null;
    }
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
