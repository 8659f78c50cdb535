package org.gatepost.signature;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a request is genuine, and what the scheme says of it. Only a {@link Verifier}
 * makes one. Immutable as long as the request's body is not changed.
 */
public final class Verified implements Verification {
  private final SchemeDefinition scheme;
  private final SignedRequest request;
  private final Values values;
  private final @Nullable String id;
  private final String type;
  private final @Nullable String handshakeAnswer;
  private final @Nullable Instant signedAt;
  private final String secretLabel;
  private final byte @Nullable [] unchanging;

  private Verified(
      SchemeDefinition scheme,
      SignedRequest request,
      Values values,
      Authentication.Proof proof,
      @Nullable String handshakeAnswer)
      throws RefusedException {
    this.scheme = scheme;
    this.request = request;
    this.values = values;
    this.signedAt = proof.signedAt();
    this.secretLabel = proof.secretLabel();
    this.id = values.text(new Reference.Id());
    String named = scheme.type() == null ? null : scheme.type().value(values);
    this.type = named == null ? "" : named;
    this.handshakeAnswer = handshakeAnswer;
    this.unchanging = proof.unchanging();
  }

  static Verified of(
      SchemeDefinition scheme,
      SignedRequest request,
      Values values,
      Authentication.Proof proof,
      @Nullable String handshakeAnswer)
      throws RefusedException {
    return new Verified(scheme, request, values, proof, handshakeAnswer);
  }

  /** {@return the request that was verified} */
  public SignedRequest request() {
    return request;
  }

  /**
   * Whether a header may hold the signature.
   *
   * @param name the header's name, in any case
   * @return true if the scheme reads signatures there
   */
  public boolean isSignatureHeader(String name) {
    return scheme.signature().stream()
        .anyMatch(
            place ->
                place instanceof Reference.Header header
                    && header.names().stream().anyMatch(name::equalsIgnoreCase));
  }

  /**
   * {@return the sender's id of the delivery, perhaps not covered by the signature; at most 255
   * characters}
   */
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** {@return the type of the event, at most 255 characters; empty if the sender names none} */
  public String type() {
    return type;
  }

  /** {@return when the sender says it signed; empty if the scheme signs no time} */
  public Optional<Instant> signedAt() {
    return Optional.ofNullable(signedAt);
  }

  /** {@return the label of the secret that matched} */
  public String secretLabel() {
    return secretLabel;
  }

  /**
   * {@return the text that this request, a handshake, is to be answered with; empty for deliveries}
   */
  public Optional<String> handshakeAnswer() {
    return Optional.ofNullable(handshakeAnswer);
  }

  /** {@return the media type of the answer to a handshake} */
  public String handshakeContentType() {
    return scheme.handshake().contentType().mediaType();
  }

  /**
   * What makes this delivery the same as another of its source: the id if the signature covers it,
   * else {@code sha256:} and the digest of what is signed less the time, in hex; empty if the
   * sender repeats identical requests on purpose.
   *
   * <p>Computes the digest at each call.
   *
   * @return the key
   */
  public Optional<String> key() {
    return switch (scheme.key()) {
      case ID -> Optional.of(id != null ? id : digest());
      case DIGEST -> Optional.of(digest());
      case NONE -> Optional.empty();
    };
  }

  private String digest() {
    try {
      MessageDigest sha256 = Digests.of("SHA-256");
      if (unchanging != null) {
        sha256.update(unchanging);
      } else {
        scheme.content().writeUnchangingTo(sha256::update, values);
      }
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (RefusedException e) {
      // Verification has read all values before.
      throw new IllegalStateException(e);
    }
  }
}
