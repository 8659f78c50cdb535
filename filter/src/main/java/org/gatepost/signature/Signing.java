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
    SchemeDefinition form = scheme.formFor(secret);
    SharedKey key = SharedKey.of(form, secret);
    return switch (form.signedBy()) {
      case BRAINTREE -> BraintreeAuthentication.signing(form, secret);
      case ADYEN -> {
        MacPool macs = new MacPool(form.algorithm(), SecretKeys.key(form, secret));
        yield values ->
            form.signature().written(macs.compute(AdyenAuthentication.message(form, values)));
      }
      case NOBODY ->
          throw new IllegalArgumentException("requests of this scheme cannot be signed here");
      default -> values -> form.signature().written(key.sign(values.signedTexts().get(0), values));
    };
  }
}
