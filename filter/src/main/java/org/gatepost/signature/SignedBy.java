package org.gatepost.signature;

/** Who knows what a scheme signs: a template or, where no template can say it, code. */
enum SignedBy {
  /** The key {@code signed-content}. */
  TEMPLATE,
  /** {@link TwilioContent}. */
  TWILIO,
  /** {@link BraintreeAuthentication}. */
  BRAINTREE,
  /** {@link VonageContent}. */
  VONAGE,
  /** {@link PlivoContent}. */
  PLIVO,
  /** {@link ContentfulContent}. */
  CONTENTFUL,
  /** {@link MercadoPagoContent}. */
  MERCADO_PAGO,
  /** {@link HygraphContent}. */
  HYGRAPH,
  /** Nobody: the sender's handshake is answered, and every delivery refused. */
  NOBODY
}
