package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** How senders whose content is code sign with a private key. */
final class KeyPairSigning {
  private static final String CERTIFICATE =
      "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-1.pem";

  private KeyPairSigning() {}

  /** As a preset's sender signs this. */
  static TestRequest sign(String preset, TestRequest unsigned, Instant time, SenderKey key) {
    String body = new String(unsigned.body(), StandardCharsets.UTF_8);
    long second = time.getEpochSecond();
    return switch (preset) {
      case "plaid" -> {
        String claims =
            "{\"iat\":" + second + ",\"request_body_sha256\":\"" + Jwt.sha256Hex(body) + "\"}";
        yield unsigned.with(
            "Plaid-Verification",
            Jwt.signed("ES256", "SHA256withECDSAinP1363Format", key.privateKey(), claims));
      }
      case "gemini-dynamic" ->
          unsigned.with(
              "webhook-signature",
              Jwt.signed("RS256", "SHA256withRSA", key.privateKey(), "{\"aud\":\"a\"}"));
      case "kinde" -> {
        String claims = "{\"event_id\":\"id-1\",\"type\":\"t\",\"data\":" + body + "}";
        yield unsigned.withBody(
            Jwt.utf8(Jwt.signed("RS256", "SHA256withRSA", key.privateKey(), claims)));
      }
      case "constant-contact" -> {
        String header =
            "{\"alg\":\"RS256\",\"ts\":" + second + ",\"b64\":false,\"crit\":[\"b64\"]}";
        String first = Jwt.part(Jwt.utf8(header)) + ".";
        byte[] signature = key.sign(Jwt.utf8(first + body));
        yield unsigned.with("X-CTCT-WEBHOOK-SIG", first + "." + Jwt.part(signature));
      }
      case "aws-sns" -> unsigned.withBody(Jwt.utf8(message(body, time, key)));
      case "keygen" -> {
        String date = TimeUnit.HTTP_DATE.format(time);
        String digest = "SHA-256=" + base64(Jwt.sha256(body));
        String content =
            "(request-target): post /webhooks?source=test\nhost: example.com\ndate: "
                + date
                + "\ndigest: "
                + digest;
        String signature = base64(key.sign(Jwt.utf8(content)));
        yield unsigned
            .with("Host", "example.com")
            .with("Date", date)
            .with("Digest", digest)
            .with(
                "Keygen-Signature",
                "signature=\"" + signature + "\",headers=\"(request-target) host date digest\"");
      }
      case "mailchannels" -> {
        String digest = "sha-256=:" + base64(Jwt.sha256(body)) + ":";
        String input = "(\"content-digest\");created=" + second;
        String content = "\"content-digest\": " + digest + "\n\"@signature-params\": " + input;
        yield unsigned
            .with("Content-Digest", digest)
            .with("Signature-Input", "sig1=" + input)
            .with("Signature", "sig1=:" + base64(key.sign(Jwt.utf8(content))) + ":");
      }
      default -> throw new IllegalArgumentException("no test can sign " + preset);
    };
  }

  /** A notification, with what is signed of it first. */
  private static String message(String text, Instant time, SenderKey key) {
    Map<String, String> fields =
        new TreeMap<>(
            Map.of(
                "Message", text.replace("\"", "'"),
                "MessageId", "id-1",
                "Timestamp", TimeUnit.RFC3339.format(time),
                "TopicArn", "arn:aws:sns:us-west-2:1:t",
                "Type", "Notification"));
    StringBuilder signed = new StringBuilder();
    StringBuilder json = new StringBuilder("{");
    fields.forEach(
        (name, value) -> {
          signed.append(name).append('\n').append(value).append('\n');
          json.append("\"").append(name).append("\":\"").append(value).append("\",");
        });
    return json
        + "\"Signature\":\""
        + base64(key.sign(Jwt.utf8(signed.toString())))
        + "\",\"SignatureVersion\":\"2\",\"SigningCertURL\":\""
        + CERTIFICATE
        + "\"}";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
