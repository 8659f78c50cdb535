package org.gatepost.signature;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proof that a request is genuine, and what the scheme says of it. Only a {@link Verifier}
 * makes one. Immutable as long as the request's body is not changed, and thread-safe.
 *
 * <p>Id, type and key are read when one of them is first asked for, and throw an {@link
 * UnclearRequestException} if the request does not say clearly what they are.
 */
public final class Verified implements Verification {
  /** What its scheme says of a genuine request. Implementations are thread-safe. */
  interface Facts {
    SignedRequest request();

    boolean isSignatureHeader(String name);

    Optional<String> id();

    String type();

    Optional<Map<String, List<String>>> form();

    Optional<String> formJson();

    String jsonField();

    Optional<Instant> signedAt();

    String secretLabel();

    Optional<String> key();

    boolean recurs();
  }

  private final Facts facts;

  Verified(Facts facts) {
    this.facts = facts;
  }

  /** {@return the request that was verified} */
  public SignedRequest request() {
    return facts.request();
  }

  /**
   * Whether a header may hold the signature.
   *
   * @param name the header's name, in any case
   * @return true if the scheme reads signatures there
   */
  public boolean isSignatureHeader(String name) {
    return facts.isSignatureHeader(name);
  }

  /**
   * {@return the sender's id of the delivery, perhaps not covered by the signature; at most 255
   * characters}
   */
  public Optional<String> id() {
    return facts.id();
  }

  /** {@return the type of the event, at most 255 characters; empty if the sender names none} */
  public String type() {
    return facts.type();
  }

  /**
   * The fields of the form in the body.
   *
   * @return the values by name, as they were sent; empty if the body is no form by its content
   *     type, or begins as JSON does
   * @throws UnclearRequestException if the form has a broken escape, is not UTF-8, or has more than
   *     10,000 fields
   */
  public Optional<Map<String, List<String>>> form() {
    return facts.form();
  }

  /**
   * The JSON in the form in the body: the field that the scheme's {@code json-field} names.
   *
   * @return the field's value; empty if the body is no form, or has no such field
   * @throws UnclearRequestException as {@link #form} does, or if the field is there twice
   */
  public Optional<String> formJson() {
    return facts.formJson();
  }

  /** {@return the name of the form's field that holds the JSON; empty if there is none} */
  public String jsonField() {
    return facts.jsonField();
  }

  /** {@return when the sender says it signed; empty if the scheme signs no time} */
  public Optional<Instant> signedAt() {
    return facts.signedAt();
  }

  /** {@return the label of the secret that matched} */
  public String secretLabel() {
    return facts.secretLabel();
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
    return facts.key();
  }

  /**
   * {@return whether an equal request is another event once this delivery is finished, as the
   * scheme's {@code remember} says}
   */
  public boolean recurs() {
    return facts.recurs();
  }
}
