package org.gatepost.signature.internal.method.http;

import java.security.MessageDigest;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.StructuredDictionary;
import org.gatepost.signature.internal.format.StructuredDictionary.Member;
import org.gatepost.signature.internal.key.Digests;

/** The header {@code Content-Digest} (RFC 9530, section 2). */
final class ContentDigest {
  static final String HEADER = "content-digest";

  // The others of its registry are insecure (RFC 9530, section 5).
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

  private ContentDigest() {}

  /** The header's value for a body. */
  static String of(byte[] body) {
    return "sha-256=:" + Encoding.BASE64.encode(Digests.of("SHA-256").digest(body)) + ":";
  }

  /**
   * Checks that every secure digest in the header is the body's.
   *
   * @throws RefusedException if one is not, or there is none
   */
  static void check(SignedRequest request) throws RefusedException {
    StructuredDictionary digests = StructuredDictionary.of(request, HEADER);
    boolean checked = false;
    for (Map.Entry<String, String> algorithm : ALGORITHMS.entrySet()) {
      Member member = digests.members().get(algorithm.getKey());
      if (member != null) {
        checkOne(member, Digests.of(algorithm.getValue()).digest(request.body()));
        checked = true;
      }
    }
    if (!checked) {
      throw new RefusedException(
          Refusal.Reason.MISSING, "header " + HEADER + " has neither sha-256 nor sha-512");
    }
  }

  private static void checkOne(Member member, byte[] expected) throws RefusedException {
    byte[] digest = member.bytes();
    if (digest == null) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "header " + HEADER + " has a digest that is not bytes");
    }
    if (!MessageDigest.isEqual(expected, digest)) {
      throw new RefusedException(
          Refusal.Reason.MISMATCH, "header " + HEADER + " is not the body's digest");
    }
  }
}
