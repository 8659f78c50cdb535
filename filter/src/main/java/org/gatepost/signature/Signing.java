package org.gatepost.signature;

/** How one secret signs requests of its scheme. Thread-safe. */
interface Signing {

  /**
   * The signature as it is written where the scheme has it.
   *
   * @throws RefusedException if a value that is signed is missing or malformed
   */
  String sign(Values values) throws RefusedException;

  /**
   * The signing of a scheme.
   *
   * @throws IllegalArgumentException if nobody but the sender can sign so, or the secret is not
   *     written as the scheme's are; the message names its label only
   */
  static Signing of(SchemeDefinition scheme, Secret secret) {
    if (scheme.signedBy() == SignedBy.BRAINTREE) {
      return BraintreeAuthentication.signing(scheme, secret);
    }
    SharedKey key = SharedKey.of(scheme, secret);
    return values -> scheme.signature().written(key.sign(values.signedTexts().get(0), values));
  }
}
