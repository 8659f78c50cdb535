package org.gatepost.interop.peer;

import static org.gatepost.interop.peer.JavaPeers.FORM;
import static org.gatepost.interop.peer.JavaPeers.SECRET;
import static org.gatepost.interop.peer.JavaPeers.body;
import static org.gatepost.interop.peer.JavaPeers.both;
import static org.gatepost.interop.peer.JavaPeers.bytes;
import static org.gatepost.interop.peer.JavaPeers.encoded;
import static org.gatepost.interop.peer.JavaPeers.fields;
import static org.gatepost.interop.peer.JavaPeers.header;
import static org.gatepost.interop.peer.JavaPeers.verifier;

import com.adyen.model.notification.Amount;
import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.util.HMACValidator;
import com.braintreegateway.BraintreeGateway;
import com.braintreegateway.Environment;
import com.braintreegateway.WebhookNotification.Kind;
import com.mercadopago.webhook.WebhookSignatureValidator;
import com.vonage.client.auth.RequestSigning;
import com.vonage.client.auth.hashutils.HashType;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Libraries of senders that sign some fields, or those of a form. */
final class FieldPeers {
  private static final String HEX =
      "DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00";
  private static final String ITEM =
      "{\"live\":\"false\",\"notificationItems\":[{\"NotificationRequestItem\":{"
          + "\"additionalData\":{},\"pspReference\":\"7914073381342284\","
          + "\"merchantAccountCode\":\"TestMerchant\",\"merchantReference\":\"gate-1\","
          + "\"amount\":{\"value\":1130,\"currency\":\"EUR\"},"
          + "\"eventCode\":\"AUTHORISATION\",\"success\":\"true\"}}]}";
  private static final BraintreeGateway BRAINTREE =
      new BraintreeGateway(Environment.DEVELOPMENT, "m", "public", "private");
  private static final Map<String, String> SAMPLE =
      BRAINTREE.webhookTesting().sampleNotification(Kind.SUBSCRIPTION_WENT_PAST_DUE, "gate");

  private FieldPeers() {}

  static List<Peer> all() {
    return List.of(
        both(
            Row.of("adyen", "com.adyen:adyen-java-api-library", HEX).withBody(ITEM),
            (request, now) -> {
              String signature = new HMACValidator().calculateHMAC(item(body(request)), HEX);
              return request.withBody(
                  bytes(
                      body(request).replace("{},", "{\"hmacSignature\":\"" + signature + "\"},")));
            },
            request -> new HMACValidator().validateHMAC(item(body(request)), HEX)),
        both(
            Row.of("adyen-header", "com.adyen:adyen-java-api-library", HEX),
            (request, now) ->
                request.withHeader(
                    "HmacSignature", new HMACValidator().calculateHMAC(body(request), HEX)),
            request ->
                new HMACValidator()
                    .validateHMAC(header(request, "HmacSignature"), HEX, body(request))),
        both(
            Row.of("braintree", "com.braintreepayments.gateway:braintree-java", "public:private")
                .withHeader("Content-Type", FORM)
                .withBody(encoded(Map.of("bt_payload", SAMPLE.get("bt_payload"))))
                .withChange(Change.of("bt_payload=P", "bt_payload=Q"), ""),
            (request, now) -> request.withBody(bytes(encoded(SAMPLE))),
            request -> {
              Map<String, String> form = fields(body(request));
              BRAINTREE
                  .webhookNotification()
                  .parse(form.get("bt_signature"), form.get("bt_payload"));
              return true;
            }),
        verifier(
            Row.of("mercado-pago", "com.mercadopago:sdk-java", SECRET)
                .withHeader("x-request-id", "gate-1")
                .withUrl("https://a.example/hook?data.id=123456&type=payment")
                .withChange(Change.of("x-request-id"), "Mercado Pago signs no body"),
            request -> {
              WebhookSignatureValidator.validate(
                  header(request, "x-signature"),
                  header(request, "x-request-id"),
                  fields(URI.create(request.url()).getRawQuery()).get("data.id"),
                  SECRET);
              return true;
            }),
        both(
            // The one algorithm that its verification knows.
            Row.of("vonage-sms", "com.vonage:server-sdk", SECRET)
                .withOverride("algorithm", "MD5")
                .withHeader("Content-Type", FORM)
                .withBody("msisdn=447700900001&messageId=0A1&text=gate+%C3%A9+%26"),
            (request, now) -> {
              Map<String, String> fields = new LinkedHashMap<>(fields(body(request)));
              fields.putAll(
                  RequestSigning.getSignatureForRequestParameters(fields, SECRET, HashType.MD5));
              return request.withBody(bytes(encoded(fields)));
            },
            request -> {
              Map<String, String[]> form = new TreeMap<>();
              fields(body(request)).forEach((name, value) -> form.put(name, new String[] {value}));
              return RequestSigning.verifyRequestSignature(
                  new ByteArrayInputStream(request.body()), FORM, form, SECRET);
            }));
  }

  private static NotificationRequestItem item(String body) {
    JsonObject json =
        Json.createReader(new StringReader(body))
            .readObject()
            .getJsonArray("notificationItems")
            .getJsonObject(0)
            .getJsonObject("NotificationRequestItem");
    NotificationRequestItem item = new NotificationRequestItem();
    item.setPspReference(json.getString("pspReference"));
    item.setMerchantAccountCode(json.getString("merchantAccountCode"));
    item.setMerchantReference(json.getString("merchantReference"));
    JsonObject amount = json.getJsonObject("amount");
    item.setAmount(
        new Amount()
            .currency(amount.getString("currency"))
            .value(amount.getJsonNumber("value").longValue()));
    item.setEventCode(json.getString("eventCode"));
    item.setSuccess("true".equals(json.getString("success")));
    item.setAdditionalData(
        Map.of(
            "hmacSignature", json.getJsonObject("additionalData").getString("hmacSignature", "")));
    return item;
  }
}
