package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a request is genuine, and what the scheme says of it. Only a {@link Verifier}
 * makes one. Immutable as long as the request's body is not changed, and thread-safe.
 *
 * <p>Id, type and key are read when one of them is first asked for, and throw an {@link
 * UnclearRequestException} if the request does not say clearly what they are.
 */
public final class Verified implements Verification {
  private final SchemeDefinition scheme;
  private final Values values;
  private final Authentication.Proof proof;
  private @Nullable Description description;

  /** What a request says of itself. */
  private record Description(@Nullable String id, String type) {}

  Verified(SchemeDefinition scheme, Values values, Authentication.Proof proof) {
    this.scheme = scheme;
    this.values = values;
    this.proof = proof;
  }

  private synchronized Description description() {
    if (description == null) {
      try {
        values.body().requireClear();
        // A token may come without a body, and tells all by itself.
        if (scheme.signedBy() != SignedBy.JWT || values.request().body().length > 0) {
          values.body().requireReadable();
        }
        String type = scheme.type() == null ? null : scheme.type().first(values);
        if (type != null && type.length() > Choice.MAX_LENGTH) {
          throw new RefusedException(
              Refusal.Reason.UNREADABLE,
              "the type has more than " + Choice.MAX_LENGTH + " characters");
        }
        description = new Description(values.text(Reference.ID), type == null ? "" : type);
      } catch (RefusedException e) {
        throw new UnclearRequestException(e.refusal());
      }
    }
    return description;
  }

  /** {@return the request that was verified} */
  public SignedRequest request() {
    return values.request();
  }

  /**
   * Whether a header may hold the signature.
   *
   * @param name the header's name, in any case
   * @return true if the scheme reads signatures there
   */
  public boolean isSignatureHeader(String name) {
    return scheme.signature().isIn(name);
  }

  /**
   * {@return the sender's id of the delivery, perhaps not covered by the signature; at most 255
   * characters}
   */
  public Optional<String> id() {
    return Optional.ofNullable(description().id());
  }

  /** {@return the type of the event, at most 255 characters; empty if the sender names none} */
  public String type() {
    return description().type();
  }

  /**
   * The fields of the form in the body.
   *
   * @return the values by name, as they were sent; empty if the body is no form by its content
   *     type, or begins as JSON does
   * @throws UnclearRequestException if the form has a broken escape, is not UTF-8, or has more than
   *     10,000 fields
   */
  public synchronized Optional<Map<String, List<String>>> form() {
    try {
      return Optional.ofNullable(values.body().form()).map(FormPairs::byName);
    } catch (RefusedException e) {
      throw new UnclearRequestException(e.refusal());
    }
  }

  /**
   * The JSON in the form in the body: the field that the scheme's {@code json-field} names.
   *
   * @return the field's value; empty if the body is no form, or has no such field
   * @throws UnclearRequestException as {@link #form} does, or if the field is there twice
   */
  public synchronized Optional<String> formJson() {
    try {
      return Optional.ofNullable(values.body().formJson());
    } catch (RefusedException e) {
      throw new UnclearRequestException(e.refusal());
    }
  }

  /** {@return when the sender says it signed; empty if the scheme signs no time} */
  public Optional<Instant> signedAt() {
    return Optional.ofNullable(proof.signedAt());
  }

  /** {@return the label of the secret that matched} */
  public String secretLabel() {
    return proof.secretLabel();
  }

  /**
   * What makes this delivery the same as another of its source: the id if the signature covers it,
   * else {@code sha256:} and the digest of what is signed less the time, in hex, for some senders
   * with the type, which they do not sign; empty if the sender repeats identical requests on
   * purpose.
   *
   * <p>Computes the digest at each call.
   *
   * @return the key
   */
  public Optional<String> key() {
    Description described = description();
    return switch (scheme.key()) {
      case ID -> Optional.of(described.id() != null ? described.id() : digest(""));
      case DIGEST -> Optional.of(digest(""));
      case DIGEST_AND_TYPE -> Optional.of(digest(described.type()));
      case NONE -> Optional.empty();
    };
  }

  private String digest(String type) {
    try {
      MessageDigest sha256 = Digests.of("SHA-256");
      if (proof.unchanging() != null) {
        sha256.update(proof.unchanging());
      } else {
        scheme.content().writeUnchangingTo(sha256::update, values);
      }
      if (!type.isEmpty()) {
        // No text in UTF-8 has this byte, so that content and type cannot be mistaken for each
        // other.
        sha256.update((byte) 0xFF);
        sha256.update(type.getBytes(StandardCharsets.UTF_8));
      }
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (RefusedException e) {
      // Verification has read all values before.
      throw new IllegalStateException(e);
    }
  }
}
