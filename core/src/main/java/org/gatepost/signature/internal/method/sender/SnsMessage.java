package org.gatepost.signature.internal.method.sender;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.method.TemplateContent;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.jspecify.annotations.Nullable;

/**
 * A message of Amazon SNS over HTTP, not verified ("Verifying the signatures of Amazon SNS
 * messages" in the SNS Developer Guide). Immutable.
 */
final class SnsMessage {
  private static final List<String> CONFIRMATION =
      List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

  // What is signed of each type, in the order in which it is signed.
  private static final Map<String, List<String>> SIGNED =
      Map.of(
          "Notification",
          List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
          "SubscriptionConfirmation",
          CONFIRMATION,
          "UnsubscribeConfirmation",
          CONFIRMATION);

  private static final Map<String, JsonPointer> POINTERS = pointers();

  // Any other host could publish a certificate of its own.
  private static final String HOST_START = "sns.";
  private static final List<String> HOST_ENDS = List.of(".amazonaws.com", ".amazonaws.com.cn");
  private static final String FREE_TEXT = "Message";

  private final JsonFields fields;

  private SnsMessage(JsonFields fields) {
    this.fields = fields;
  }

  static SnsMessage read(byte[] body) {
    return new SnsMessage(JsonFields.read(body, new ArrayList<>(POINTERS.values())));
  }

  private static Map<String, JsonPointer> pointers() {
    Map<String, JsonPointer> pointers = new TreeMap<>();
    Stream.concat(
            SIGNED.values().stream().flatMap(List::stream),
            Stream.of("SignatureVersion", "SigningCertURL"))
        .forEach(name -> pointers.put(name, JsonPointer.parse("/" + name)));
    return pointers;
  }

  /** What is signed of every message, whatever its type, as far as a scheme may refer to it. */
  static SignedContent content() {
    return TemplateContent.parse(
        "{json:/Message}{json:/MessageId}{json:/Timestamp}{json:/TopicArn}{json:/Type}");
  }

  /** What is signed: each field's name and value, each followed by a line feed. */
  byte[] signed() throws RefusedException {
    List<String> names = SIGNED.get(required("Type"));
    if (names == null) {
      throw malformed("Type is not one of SNS");
    }
    StringBuilder signed = new StringBuilder();
    for (String name : names) {
      // A subject that is not there is not signed either; an injected one is.
      String value = name.equals("Subject") ? field(name) : required(name);
      if (value != null) {
        // With one free text the line feeds tell the fields apart; with two, what stands behind one
        // in the message could be moved into another field under the same signature.
        if (value.indexOf('\n') >= 0 && !name.equals(FREE_TEXT)) {
          throw malformed("body field " + name + " has a line feed");
        }
        signed.append(name).append('\n').append(value).append('\n');
      }
    }
    return signed.toString().getBytes(StandardCharsets.UTF_8);
  }

  String topic() throws RefusedException {
    return required("TopicArn");
  }

  String signatureVersion() throws RefusedException {
    return required("SignatureVersion");
  }

  /** Where the certificate is: HTTPS, a host of SNS, nothing but a path to a PEM file. */
  URI certificateAddress() throws RefusedException {
    URI address = addressIn("SigningCertURL");
    if (!address.getRawPath().endsWith(".pem") || address.getRawQuery() != null) {
      throw malformed("SigningCertURL is not a certificate of SNS");
    }
    return address;
  }

  /** What an operator opens to confirm the subscription: HTTPS, a host of SNS. */
  URI confirmationAddress() throws RefusedException {
    return addressIn("SubscribeURL");
  }

  private URI addressIn(String name) throws RefusedException {
    try {
      URI address = new URI(required(name));
      if ("https".equals(address.getScheme())
          && address.getHost() != null
          && isHost(address.getHost())
          // Neither a user nor a port.
          && address.getHost().equals(address.getRawAuthority())
          && address.getRawFragment() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw malformed(name + " is not a URL");
    }
    throw malformed(name + " is not at a host of SNS");
  }

  private static boolean isHost(String host) {
    for (String end : HOST_ENDS) {
      if (host.startsWith(HOST_START) && host.endsWith(end)) {
        int length = host.length() - HOST_START.length() - end.length();
        return length >= 3
            && length <= 32
            && host.chars()
                .skip(HOST_START.length())
                .limit(length)
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
      }
    }
    return false;
  }

  private String required(String name) throws RefusedException {
    String value = field(name);
    if (value == null) {
      throw new RefusedException(Refusal.Reason.MISSING, "body field " + name + " is missing");
    }
    return value;
  }

  private @Nullable String field(String name) throws RefusedException {
    JsonPointer pointer = POINTERS.get(name);
    if (pointer == null) {
      throw new IllegalStateException(name);
    }
    if (fields.isAmbiguous(pointer)) {
      throw malformed("body field " + name + " is there twice");
    }
    return fields.value(pointer);
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
