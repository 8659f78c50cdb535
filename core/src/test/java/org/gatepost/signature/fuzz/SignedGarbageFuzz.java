package org.gatepost.signature.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.Sender;
import org.gatepost.signature.fixture.TemplateSender;
import org.gatepost.signature.internal.scheme.Choice;

/**
 * What stands under a right signature is read without an exception: id, type, key and handshake.
 *
 * <p>The input's lines are a preset, and the id and type; then comes the body.
 */
public class SignedGarbageFuzz {
  // The longest parts, told apart by names and escaped: "%3B" for each semicolon of an id or type.
  private static final int MAX_KEY_LENGTH = 4 * (6 + 3 * Choice.MAX_LENGTH);

  @FuzzTest(maxDuration = "8s")
  void signedGarbage(byte[] input) {
    FuzzInput fuzz = FuzzInput.of(input);
    if (fuzz.sender() instanceof TemplateSender sender) {
      check(sender, fuzz.body(), fuzz.line(1));
    }
  }

  public static void check(TemplateSender sender, byte[] body, String idAndType) {
    SignedRequest request = sender.signed(body, idAndType);
    Verification verification =
        Sample.described(sender.verifier().verify(request, Sender.SIGNED_AT));
    if (verification instanceof Verified verified) {
      require(verified.type().length() <= 255, sender, "type");
      require(
          verified.id().map(id -> !id.isEmpty() && id.length() <= 255).orElse(true), sender, "id");
      require(
          verified.key().map(key -> !key.isEmpty() && key.length() <= MAX_KEY_LENGTH).orElse(true),
          sender,
          "key");
    } else if (verification instanceof Handshake handshake) {
      require(handshake.answer().length() <= 1024, sender, "answer");
    } else {
      Refusal refusal = (Refusal) verification;
      require(
          refusal.reason() != Refusal.Reason.MISMATCH || couldBeChallenge(sender, request),
          sender,
          "signature");
    }
  }

  /** Whether anybody could have had the content signed in a handshake. */
  private static boolean couldBeChallenge(TemplateSender sender, SignedRequest request) {
    return sender.definition().handshakes().isKeyed()
        && new String(sender.content(request), StandardCharsets.ISO_8859_1)
            .matches("[A-Za-z0-9._~ :+/=-]{1,255}");
  }

  private static void require(boolean condition, Sender sender, String what) {
    if (!condition) {
      throw new AssertionError("wrong " + what + " of " + sender.preset());
    }
  }
}
