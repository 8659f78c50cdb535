package org.gatepost.signature.internal.method.sender;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.MacPool;
import org.gatepost.signature.internal.key.SecretForm;
import org.gatepost.signature.internal.key.SecretKeys;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.method.ContentSigning;
import org.gatepost.signature.internal.method.MessageKeys;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;

/**
 * Authenticates Adyen's standard webhooks (Adyen, "Verify HMAC signatures"): an HMAC of some fields
 * of the notification item, joined with colons, of which absent ones are empty. All other fields
 * can be exchanged by anybody. Thread-safe.
 */
final class AdyenAuthentication implements Authentication {
  // Adyen sends one item. Were there more, one that is known could ride along with each new one,
  // under the key of that.
  private static final JsonPointer SECOND_ITEM = new JsonPointer(List.of("notificationItems", "1"));
  private static final String FREE_TEXT = "merchantReference";

  private final SchemeDefinition scheme;
  private final MessageKeys keys;

  AdyenAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    this.scheme = scheme;
    this.keys = new MessageKeys(scheme.secretForm(), secrets);
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    byte[] message = message(scheme, values);
    // There is one place, and no list in it.
    byte[] signature = values.signature().candidates().get(0);
    String label = keys.labelOf(message, signature);
    return new BoundedMatch(label, values.signedAt(), null, null, message);
  }

  /** How Adyen signs with a key. */
  static Signing signing(SchemeDefinition scheme, Secret secret) {
    SecretForm form = scheme.secretForm();
    MacPool macs = new MacPool(form.algorithm(), SecretKeys.key(form, secret));
    return new ContentSigning(
        scheme, values -> scheme.signature().written(macs.compute(message(scheme, values))));
  }

  /** What Adyen signs of a notification. */
  private static byte[] message(SchemeDefinition scheme, Values values) throws RefusedException {
    if (JsonFields.read(values.request().body(), List.of(SECOND_ITEM)).has(SECOND_ITEM)) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "the body has more than one of notificationItems");
    }
    List<Reference> references = scheme.content().references();
    List<String> fields = new ArrayList<>(references.size());
    for (Reference reference : references) {
      String field =
          reference.is(Reference.Kind.JSON)
              ? Objects.requireNonNullElse(values.text(reference), "")
              : values.required(reference);
      // With one free text the colons tell the fields apart; with two, what stands before a colon
      // could be moved into another field under the same signature.
      if (field.indexOf(':') >= 0 && !reference.names().contains(FREE_TEXT)) {
        throw new RefusedException(Refusal.Reason.MALFORMED, reference + " has a colon");
      }
      fields.add(field);
    }
    return String.join(":", fields).getBytes(StandardCharsets.UTF_8);
  }
}
