package org.gatepost.signature.internal.method.sender;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.gatepost.signature.internal.scheme.Places;
import org.gatepost.signature.internal.scheme.Reference;

/**
 * What Braintree signs: the form field {@code bt_payload}, which is base64. Some libraries' base64
 * ends with a line feed, which the form may have lost.
 */
final class BraintreeContent implements CodedContent {
  private static final Reference PAYLOAD = Reference.of(Reference.Kind.FORM, "bt_payload");

  @Override
  public List<byte[]> of(Places values, String time) throws RefusedException {
    String payload = values.required(PAYLOAD);
    if (!payload.chars().allMatch(BraintreeContent::isOfBase64)) {
      throw new RefusedException(Refusal.Reason.MALFORMED, PAYLOAD + " is not base64");
    }
    if (isChallenge(payload)) {
      // Whoever asks has its signature in the answer to a handshake. No base64 of XML looks so.
      throw new RefusedException(
          Refusal.Reason.MISMATCH, "what is signed could be the challenge of a handshake");
    }
    return List.of(
        payload.getBytes(StandardCharsets.UTF_8),
        (payload + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a text is what Braintree's own libraries answer in a handshake. */
  static boolean isChallenge(String text) {
    return text.length() >= 20
        && text.length() <= 32
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9'));
  }

  private static boolean isOfBase64(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || "+/=\r\n".indexOf(c) >= 0;
  }

  @Override
  public void writeUnchangingTo(Sink sink, Places values) throws RefusedException {
    sink.update(values.required(PAYLOAD).strip().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean isTimed() {
    return false;
  }

  /** Other fields of the form are not signed. */
  @Override
  public boolean coversBody() {
    return false;
  }
}
