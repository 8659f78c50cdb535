package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Authenticates Adyen's standard webhooks (Adyen, "Verify HMAC signatures"): each item bears an
 * HMAC of eight of its fields, and each must be right. All other fields can be exchanged by
 * anybody. Thread-safe.
 */
final class AdyenAuthentication implements Authentication {
  private static final String SIGNATURE = "additionalData/hmacSignature";
  private static final String FREE_TEXT = "merchantReference";
  private static final List<String> SIGNED =
      List.of(
          "pspReference",
          "originalReference",
          "merchantAccountCode",
          FREE_TEXT,
          "amount/value",
          "amount/currency",
          "eventCode",
          "success");

  /** A secret's label, and its key ready for use. */
  private record Key(String label, MessageKey check) {}

  private final List<Key> keys = new ArrayList<>();

  AdyenAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    for (Secret secret : secrets) {
      keys.add(new Key(secret.label(), MessageKey.of(scheme, secret)));
    }
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    List<Map<String, String>> items = AdyenItems.of(values.request().body());
    List<byte[]> contents = new ArrayList<>();
    List<byte[]> signatures = new ArrayList<>();
    for (Map<String, String> item : items) {
      contents.add(content(item));
      signatures.add(signature(item));
    }
    for (Key key : keys) {
      boolean all = true;
      for (int i = 0; i < items.size(); i++) {
        all &= key.check().verifies(contents.get(i), signatures.get(i));
      }
      if (all) {
        return new Proof(key.label(), null);
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signatures of all items");
  }

  private static byte[] content(Map<String, String> item) throws RefusedException {
    List<String> fields = new ArrayList<>();
    for (String name : SIGNED) {
      String field = item.getOrDefault(name, "");
      // With one free text the colons tell the fields apart; with two, what stands before a colon
      // could be moved into another field under the same signature.
      if (!name.equals(FREE_TEXT) && field.indexOf(':') >= 0) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED, "field " + name + " of an item has a colon");
      }
      fields.add(field);
    }
    // They are the delivery's key.
    for (String name : List.of("pspReference", "eventCode", "success")) {
      if (item.getOrDefault(name, "").isEmpty()) {
        throw new RefusedException(Refusal.Reason.MISSING, "an item has no " + name);
      }
    }
    return String.join(":", fields).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] signature(Map<String, String> item) throws RefusedException {
    String text = item.getOrDefault(SIGNATURE, "");
    if (text.isEmpty()) {
      throw new RefusedException(Refusal.Reason.MISSING, "an item has no " + SIGNATURE);
    }
    byte[] signature = Encoding.BASE64.decode(text);
    if (signature == null) {
      throw new RefusedException(Refusal.Reason.MALFORMED, SIGNATURE + " is not base64");
    }
    return signature;
  }
}
