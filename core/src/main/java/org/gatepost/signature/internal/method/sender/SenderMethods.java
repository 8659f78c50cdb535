package org.gatepost.signature.internal.method.sender;

import java.util.List;
import org.gatepost.signature.internal.method.ContentAuthentication;
import org.gatepost.signature.internal.method.SigningMethod;

/** The signing methods of senders whose signatures only code can say. */
public final class SenderMethods {
  /** Each in the order of its name. */
  public static final List<SigningMethod> ALL =
      List.of(
          new AdyenMethod(),
          new AwsSnsMethod(),
          new CodedMethod(
              "braintree",
              new BraintreeContent(),
              BraintreeAuthentication::new,
              BraintreeAuthentication::signing),
          new CodedMethod("contentful", new ContentfulContent()),
          new CodedMethod(
              "hygraph", new HygraphContent(), ContentAuthentication::new, HygraphContent::signing),
          new CodedMethod("mercado-pago", new MercadoPagoContent()),
          new CodedMethod("plivo", new PlivoContent()),
          new CodedMethod("twilio", new TwilioContent()),
          new CodedMethod("vonage", new VonageContent()));

  private SenderMethods() {}
}
