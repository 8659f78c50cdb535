package org.gatepost.signature;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The proof that a request is genuine, and what the scheme says of it. Only a {@link Verifier}
 * makes one. Immutable as long as the request's body is not changed, and thread-safe.
 *
 * <p>Id, type and key are read when one of them is first asked for, and throw an {@link
 * UnclearRequestException} if the request does not say clearly what they are.
 */
public abstract class Verified implements Verification {
  static final Authority AUTHORITY = new Authority();

  /** The right to call a request genuine, given to what reads schemes and to nobody else. */
  public static final class Authority {
    private Authority() {}
  }

  /**
   * The proof of a verifier.
   *
   * @param authority the verifier's right to make one: whoever else could would make one that
   *     nobody has verified
   */
  protected Verified(Authority authority) {
    Objects.requireNonNull(authority);
  }

  /** {@return the request that was verified} */
  public abstract SignedRequest request();

  /**
   * Whether a header may hold the signature.
   *
   * @param name the header's name, in any case
   * @return true if the scheme reads signatures there
   */
  public abstract boolean isSignatureHeader(String name);

  /**
   * {@return the sender's id of the delivery, perhaps not covered by the signature; at most 255
   * characters}
   */
  public abstract Optional<String> id();

  /**
   * {@return the type of the event, at most 255 characters; empty if the sender names none, or the
   * request holds events of several types}
   */
  public abstract String type();

  /**
   * The events that the request holds, where its sender puts several into one.
   *
   * @return in the order in which they stand in the body; none if the request is itself the one
   *     event, as the scheme has no {@code events}, or there are none where these point to
   * @throws UnclearRequestException if the body does not say clearly what they are, or has more
   *     than 10,000
   */
  public abstract List<VerifiedEvent> events();

  /**
   * The fields of the form in the body.
   *
   * @return the values by name, as they were sent; empty if the body is no form by its content
   *     type, or begins as JSON does
   * @throws UnclearRequestException if the form has a broken escape, is not UTF-8, or has more than
   *     10,000 fields
   */
  public abstract Optional<Map<String, List<String>>> form();

  /**
   * The JSON in the form in the body: the field that the scheme's {@code json-field} names.
   *
   * @return the field's value; empty if the body is no form, or has no such field
   * @throws UnclearRequestException as {@link #form} does, or if the field is there twice
   */
  public abstract Optional<String> formJson();

  /** {@return the name of the form's field that holds the JSON; empty if there is none} */
  public abstract String jsonField();

  /** {@return when the sender says it signed; empty if the scheme signs no time} */
  public abstract Optional<Instant> signedAt();

  /** {@return the label of the secret that matched} */
  public abstract String secretLabel();

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
  public abstract Optional<String> key();

  /**
   * {@return whether an equal request is another event once this delivery is finished, as the
   * scheme's {@code remember} says}
   */
  public abstract boolean recurs();
}
