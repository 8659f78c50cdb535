package org.gatepost.signature;

/** Who knows what a scheme signs: a template or, where no template can say it, code. */
enum SignedBy {
  /** The key {@code signed-content}. */
  TEMPLATE,
  /** {@link BraintreeContent}. */
  BRAINTREE,
  /** {@link ContentfulContent}. */
  CONTENTFUL,
  /** {@link HygraphContent}. */
  HYGRAPH,
  /** {@link MercadoPagoContent}. */
  MERCADO_PAGO,
  /** {@link PlivoContent}. */
  PLIVO,
  /** {@link TwilioContent}. */
  TWILIO,
  /** {@link VonageContent}. */
  VONAGE
}
