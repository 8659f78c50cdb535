package org.gatepost.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sender signs where no template can say it. Implementations are stateless. */
interface CodedContent {

  /**
   * The texts that the sender may have signed for a request, most likely first; never empty.
   *
   * @param time what to put where the signed time stands, so that without it the content is the
   *     same for each retry of a delivery
   * @throws RefusedException if a value that is signed is missing or malformed, or a part of the
   *     request is not covered that must be
   */
  List<byte[]> of(Values values, String time) throws RefusedException;

  /** The content of a scheme's code, or null if it is not made of such. */
  static @Nullable CodedContent of(SignedBy signedBy) {
    return switch (signedBy) {
      case TWILIO -> new TwilioContent();
      case VONAGE -> new VonageContent();
      case PLIVO -> new PlivoContent();
      case CONTENTFUL -> new ContentfulContent();
      case MERCADO_PAGO -> new MercadoPagoContent();
      case HYGRAPH -> new HygraphContent();
      case TEMPLATE, BRAINTREE, NOBODY -> null;
    };
  }
}
