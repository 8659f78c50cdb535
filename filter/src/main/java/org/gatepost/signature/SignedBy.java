package org.gatepost.signature;

import java.util.Locale;
import java.util.Map;

/** Who knows what a scheme signs: a template or, where no template can say it, code. */
enum SignedBy {
  /** The key {@code signed-content}. */
  TEMPLATE(Map.of()),
  /** {@link HttpMessageAuthentication}; the algorithms of RFC 9421, section 3.3. */
  HTTP_MESSAGE(
      Map.of(
          Algorithm.HMAC_SHA256, "hmac-sha256",
          Algorithm.RSA_PSS_SHA512, "rsa-pss-sha512",
          Algorithm.RSA_SHA256, "rsa-v1_5-sha256",
          Algorithm.ECDSA_P256_SHA256, "ecdsa-p256-sha256",
          Algorithm.ED25519, "ed25519")),
  /** {@link DraftCavageAuthentication}; the algorithms of the draft's appendix E.2. */
  DRAFT_CAVAGE(Map.of(Algorithm.ED25519, "ed25519", Algorithm.RSA_SHA256, "rsa-sha256")),
  /** {@link JwtAuthentication}: a JSON Web Token (RFC 7519). */
  JWT(Map.of()),
  /** {@link AwsSnsAuthentication}: a message of Amazon SNS. */
  AWS_SNS(Map.of()),
  /** {@link AdyenAuthentication}. */
  ADYEN(Map.of(Algorithm.HMAC_SHA256, "hmac-sha256")),
  /** {@link BraintreeContent}. */
  BRAINTREE(Map.of()),
  /** {@link ContentfulContent}. */
  CONTENTFUL(Map.of()),
  /** {@link HygraphContent}. */
  HYGRAPH(Map.of()),
  /** {@link MercadoPagoContent}. */
  MERCADO_PAGO(Map.of()),
  /** {@link PlivoContent}. */
  PLIVO(Map.of()),
  /** {@link TwilioContent}. */
  TWILIO(Map.of()),
  /** {@link VonageContent}. */
  VONAGE(Map.of()),
  /** Nobody whose signature can be verified: only handshakes are answered. */
  NOBODY(Map.of());

  // Map.of is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<Algorithm, String> algorithms;

  SignedBy(Map<Algorithm, String> algorithms) {
    this.algorithms = algorithms;
  }

  static SignedBy read(SchemeKeys keys) {
    return keys.oneOf("signed-by", SignedBy.class, TEMPLATE);
  }

  /** The name in a scheme, such as {@code aws-sns}. */
  String schemeName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The algorithms that the code knows, with the names that signatures call them; empty for all.
   */
  Map<Algorithm, String> algorithms() {
    return algorithms;
  }

  /**
   * Whether each signature lists what it covers, so that the scheme has to say what must be in it.
   */
  boolean hasComponents() {
    return this == HTTP_MESSAGE || this == DRAFT_CAVAGE;
  }
}
