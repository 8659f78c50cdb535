package org.gatepost.signature;

import java.security.MessageDigest;
import java.time.Duration;
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
  private static final String FORM = ";form";

  private final SchemeDefinition scheme;
  private final Values values;
  private final Authentication.Proof proof;
  // What the request says of itself: null until it is read.
  private @Nullable String type;
  private @Nullable String id;

  Verified(SchemeDefinition scheme, Values values, Authentication.Proof proof) {
    this.scheme = scheme;
    this.values = values;
    this.proof = proof;
  }

  /** Reads what the request says of itself, and returns the type. */
  private synchronized String describe() {
    if (type == null) {
      try {
        values.body().requireClear();
        // A token may come without a body, and tells all by itself.
        if (scheme.signedBy() != SignedBy.JWT || values.request().body().length > 0) {
          values.body().requireReadable();
        }
        String found = scheme.type() == null ? null : scheme.type().first(values);
        String readType = found == null ? "" : found;
        if (readType.length() > Choice.MAX_LENGTH) {
          throw new RefusedException(
              Refusal.Reason.UNREADABLE,
              "the type has more than " + Choice.MAX_LENGTH + " characters");
        }
        TypeMembers members = scheme.typeMembers();
        if (members != null) {
          members.check(values.request(), values.body(), isRepeatable(readType));
        }
        id = values.text(Reference.ID);
        type = readType;
      } catch (RefusedException e) {
        throw new UnclearRequestException(e.refusal());
      }
    }
    return type;
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
    describe();
    return Optional.ofNullable(id);
  }

  /** {@return the type of the event, at most 255 characters; empty if the sender names none} */
  public String type() {
    return describe();
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
   * What makes this delivery the same as another of its source, as the scheme's {@code key} says:
   * the id, or {@code sha256:} and the digest of what is signed less the time, in hex; behind that
   * perhaps the event's type, the id and the signed time; empty if the sender repeats identical
   * requests on purpose.
   *
   * <p>A form has {@code ;form} at the end of its key: by the content type, which nobody signs, one
   * body is read as a form or as text, and what is done of the one says nothing of the other.
   *
   * <p>Computes the digest at each call.
   *
   * @return the key
   */
  public Optional<String> key() {
    String described = describe();
    KeyRule rule = scheme.key();
    if (rule.base() == KeyRule.Base.NONE) {
      return Optional.empty();
    }
    String deciding = rule.isById() ? id : null;
    boolean addsId = rule.withId() || isRepeatable(described);
    String key =
        rule.key(
            deciding,
            deciding == null ? digest() : null,
            described,
            addsId ? id : null,
            rule.withTime() ? signedTime() : null);
    return Optional.of(FormPairs.isBodyOf(values.request()) ? key + FORM : key);
  }

  /**
   * {@return whether an equal request is another event once this delivery is finished, as the
   * scheme's {@code remember} says}
   */
  public boolean recurs() {
    return Duration.ZERO.equals(scheme.remember());
  }

  private boolean isRepeatable(String type) {
    RepeatableTypes repeatable = scheme.repeatableTypes();
    return repeatable != null && repeatable.contains(type);
  }

  private @Nullable String signedTime() {
    try {
      return values.text(Reference.TIME);
    } catch (RefusedException e) {
      // Verification has read it before.
      throw new IllegalStateException(e);
    }
  }

  private String digest() {
    try {
      MessageDigest sha256 = Digests.of("SHA-256");
      if (proof.unchanging() != null) {
        sha256.update(proof.unchanging());
      } else {
        scheme.content().writeUnchangingTo(sha256::update, values);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (RefusedException e) {
      // Verification has read all values before.
      throw new IllegalStateException(e);
    }
  }
}
