package org.gatepost.cdi.documentation.senders;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;

/** The senders that have a page: what each sends, how it signs, and what its observer writes. */
enum DocumentedSender {
  GITHUB(
      "github",
      Map.of("X-GitHub-Event", "issues", "X-GitHub-Delivery", "72d3162e"),
      "{\"action\": \"opened\", \"issue\": {\"number\": 7, \"title\": \"It fails\"}}",
      "issue 7: It fails"),
  STRIPE(
      "stripe",
      Map.of(),
      "{\"id\": \"evt_1\", \"type\": \"payment_intent.succeeded\", \"data\": {\"object\":"
          + " {\"id\": \"pi_1\", \"amount\": 1999, \"currency\": \"eur\"}}}",
      "pi_1 over 1999 eur"),
  SLACK(
      "slack",
      Map.of(),
      "{\"type\": \"event_callback\", \"event_id\": \"Ev1\", \"event\":"
          + " {\"type\": \"app_mention\", \"user\": \"U1\", \"text\": \"hello\"}}",
      "U1 says hello"),
  SHOPIFY(
      "shopify",
      Map.of("X-Shopify-Topic", "orders/create", "X-Shopify-Webhook-Id", "b54557e4"),
      "{\"id\": 450789469, \"total_price\": \"409.94\"}",
      "order 450789469 over 409.94"),
  TWILIO(
      "twilio",
      Map.of("Content-Type", "application/x-www-form-urlencoded"),
      "MessageSid=SM1&SmsStatus=received&From=%2B4930123&Body=hello",
      "+4930123 writes hello in SM1"),
  GITLAB(
      "gitlab",
      Map.of("X-Gitlab-Event", "Push Hook", "webhook-id", "f5e5f430"),
      "{\"object_kind\": \"push\", \"ref\": \"refs/heads/main\", \"user_name\": \"Ada\"}",
      "Ada pushed refs/heads/main"),
  PAYPAL(
      "paypal",
      Map.of(),
      "{\"id\": \"WH-1\", \"event_type\": \"PAYMENT.CAPTURE.COMPLETED\", \"resource\":"
          + " {\"id\": \"42311647XV020574X\"}}",
      "ask PayPal for capture 42311647XV020574X"),
  STANDARD_WEBHOOKS(
      "standard-webhooks",
      Map.of("webhook-id", "msg_1"),
      "{\"type\": \"invoice.paid\", \"data\": {\"id\": \"in_1\", \"total\": 12.50}}",
      "invoice in_1 over 12.50"),
  SENDGRID(
      "sendgrid",
      Map.of(),
      "[{\"email\": \"ada@example.com\", \"event\": \"delivered\", \"sg_event_id\": \"e1\"}]",
      "ada@example.com: delivered, event e1"),
  HUBSPOT(
      "hubspot",
      Map.of(),
      "[{\"eventId\": 100, \"subscriptionType\": \"contact.creation\", \"objectId\": 123}]",
      "contact.creation of 123"),
  MICROSOFT_GRAPH(
      "microsoft-graph",
      Map.of(),
      "{\"value\": [{\"subscriptionId\": \"s1\", \"clientState\": \"s3cr3t\", \"changeType\":"
          + " \"created\", \"resource\": \"Users/ada/Messages/1\"}]}",
      "Users/ada/Messages/1 was created"),
  ZOOM(
      "zoom",
      Map.of(),
      "{\"event\": \"meeting.started\", \"payload\": {\"object\":"
          + " {\"id\": \"1234567890\", \"topic\": \"Plans\"}}}",
      "meeting 1234567890 on Plans");

  private static final String SHARED = "s3cr3t";
  private static final String BASE64 = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final KeyPair ELLIPTIC = pair("EC", 256);
  // Short, since making a longer one takes as long as all else here.
  private static final KeyPair RSA = pair("RSA", 1024);

  private final String page;
  private final Map<String, String> headers;
  private final String body;
  private final String written;

  DocumentedSender(String page, Map<String, String> headers, String body, String written) {
    this.page = page;
    this.headers = headers;
    this.body = body;
    this.written = written;
  }

  private static KeyPair pair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String page() {
    return "docs/how-to/senders/" + page + ".md";
  }

  String written() {
    return written;
  }

  /** What stands behind the reference of the page. */
  String secret() {
    return switch (this) {
      case GITLAB, STANDARD_WEBHOOKS -> BASE64;
      case SENDGRID -> base64(ELLIPTIC.getPublic().getEncoded());
      case PAYPAL ->
          "-----BEGIN PUBLIC KEY-----\n"
              + base64(RSA.getPublic().getEncoded())
              + "\n-----END PUBLIC KEY-----\n";
      default -> SHARED;
    };
  }

  /** A genuine request to where the page's source is, signed now. */
  Sent request(DocumentedSource source, Instant now) {
    return signed(source, headers, body, now);
  }

  /** A genuine request of another body, such as a handshake's. */
  Sent request(DocumentedSource source, String otherBody, Instant now) {
    return signed(source, headers, otherBody, now);
  }

  private Sent signed(DocumentedSource source, Map<String, String> with, String text, Instant now) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Map<String, String> all = new HashMap<>(with);
    all.putIfAbsent("Content-Type", "application/json");
    if (this == MICROSOFT_GRAPH) {
      // Its body has the secret already.
      return new Sent(source.path(), all, bytes);
    }
    if (this == SENDGRID) {
      String time = Long.toString(now.getEpochSecond());
      all.put("X-Twilio-Email-Event-Webhook-Timestamp", time);
      all.put(
          "X-Twilio-Email-Event-Webhook-Signature",
          signature("SHA256withECDSA", ELLIPTIC.getPrivate(), time + text));
      return new Sent(source.path(), all, bytes);
    }
    if (this == PAYPAL) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
      String content = "t1|" + time + "|" + source.param("webhook-id") + "|" + sum.getValue();
      all.put("PayPal-Auth-Algo", "SHA256withRSA");
      all.put("PayPal-Transmission-Id", "t1");
      all.put("PayPal-Transmission-Time", time);
      all.put("PayPal-Transmission-Sig", signature("SHA256withRSA", RSA.getPrivate(), content));
      return new Sent(source.path(), all, bytes);
    }
    String url = "https://example.com" + source.path();
    OutgoingRequest request =
        Scheme.preset(source.param("scheme"))
            .signer(Secret.of("test", secret()))
            .request("POST", url, bytes, now, all);
    return new Sent(source.path(), request.headers(), request.body());
  }

  private static String signature(String algorithm, PrivateKey key, String content) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.UTF_8));
      return base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
