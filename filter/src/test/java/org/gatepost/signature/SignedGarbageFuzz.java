package org.gatepost.signature;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * What stands under a right signature is read without an exception: id, type, key and handshake.
 *
 * <p>The input's lines are a preset, and the id and type; then comes the body.
 */
class SignedGarbageFuzz {

  @FuzzTest(maxDuration = "8s")
  void signedGarbage(byte[] input) {
    FuzzInput fuzz = FuzzInput.of(input);
    if (fuzz.sender() instanceof TemplateSender sender) {
      check(sender, fuzz.body(), fuzz.line(1));
    }
  }

  static void check(TemplateSender sender, byte[] body, String idAndType) {
    SignedRequest request = sender.signed(body, idAndType);
    if (sender.verifier().verify(request, Sender.SIGNED_AT) instanceof Verified verified) {
      require(verified.type().length() <= 255, sender, "type");
      require(
          verified.id().map(id -> !id.isEmpty() && id.length() <= 255).orElse(true), sender, "id");
      require(
          verified.key().map(key -> !key.isEmpty() && key.length() <= 255).orElse(true),
          sender,
          "key");
      require(
          verified.handshakeAnswer().map(answer -> answer.length() <= 255).orElse(true),
          sender,
          "answer");
    } else {
      Refusal refusal = (Refusal) sender.verifier().verify(request, Sender.SIGNED_AT);
      require(refusal.reason() != Refusal.Reason.MISMATCH, sender, "signature");
    }
  }

  private static void require(boolean condition, Sender sender, String what) {
    if (!condition) {
      throw new AssertionError("wrong " + what + " of " + sender.preset());
    }
  }
}
