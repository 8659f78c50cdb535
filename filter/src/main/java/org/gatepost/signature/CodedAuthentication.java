package org.gatepost.signature;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Authenticates what a {@link CodedContent} says is signed. Thread-safe. */
final class CodedAuthentication implements Authentication {

  /** A secret's label, and its key ready for use. */
  private record Key(String label, BytesKey key) {}

  private final SchemeDefinition scheme;
  private final CodedContent content;
  private final List<Key> keys = new ArrayList<>();

  CodedAuthentication(SchemeDefinition scheme, CodedContent content, List<Secret> secrets) {
    this.scheme = scheme;
    this.content = content;
    for (Secret secret : secrets) {
      keys.add(new Key(secret.label(), BytesKey.of(scheme, secret)));
    }
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    List<byte[]> candidates = values.signature().candidates();
    boolean timed = scheme.time() != null;
    List<byte[]> contents = content.of(values, timed ? values.required(new Reference.Time()) : "");
    for (Key key : keys) {
      boolean matches = false;
      for (byte[] signed : contents) {
        byte[] expected = key.key().sign(signed);
        for (byte[] candidate : candidates) {
          matches |= MessageDigest.isEqual(expected, candidate);
        }
      }
      if (matches) {
        @Nullable Instant signedAt = TemplateAuthentication.signedAt(scheme, values);
        byte[] unchanging = timed ? content.of(values, "").get(0) : contents.get(0);
        return new Proof(key.label(), signedAt, unchanging);
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature in " + scheme.signaturePlaces());
  }
}
