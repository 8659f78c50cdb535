package org.gatepost.signature;

/** How one secret signs a request of its scheme. Thread-safe. */
interface Signing {

  /**
   * The signature of a request.
   *
   * @throws RefusedException if a value that is signed is missing or malformed
   */
  byte[] sign(Values values) throws RefusedException;

  /**
   * The signing of a scheme.
   *
   * @throws IllegalArgumentException if nobody but the sender can sign so, or the secret is not
   *     written as the scheme's are; the message names its label only
   */
  static Signing of(SchemeDefinition scheme, Secret secret) {
    CodedContent coded = CodedContent.of(scheme.signedBy());
    if (coded != null) {
      BytesKey key = BytesKey.of(scheme, secret);
      return values -> {
        String time = scheme.time() == null ? "" : values.required(new Reference.Time());
        return key.sign(coded.of(values, time).get(0));
      };
    }
    if (scheme.signedBy() != SignedBy.TEMPLATE) {
      throw new IllegalArgumentException("requests of this scheme cannot be signed here");
    }
    return SharedKey.of(scheme, secret)::sign;
  }
}
