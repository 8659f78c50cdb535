package org.gatepost.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one sender signs, read from keys and values. Immutable and thread-safe.
 *
 * <p>A preset is a file {@code META-INF/gatepost/schemes/NAME.properties}; the language is
 * documented in {@code docs/reference/schemes.md}.
 */
public interface Scheme {
  /**
   * A preset as it ships.
   *
   * @param name the preset's name, such as {@code github}
   * @return the preset
   * @throws InvalidSchemeException if there is no such preset
   */
  static Scheme preset(String name) {
    return of(name, Map.of());
  }

  /**
   * A preset with some keys overridden, or, under the name {@code custom}, a scheme spelled out.
   *
   * @param name the preset's name, or {@code custom}
   * @param overrides values by key, which replace the preset's
   * @return the scheme
   * @throws InvalidSchemeException if there is no such preset, a key is unknown or missing, or a
   *     value breaks its rule
   */
  static Scheme of(String name, Map<String, String> overrides) {
    return Provided.PROVIDER.scheme(name, overrides, Verified.AUTHORITY);
  }

  /**
   * {@return whether the signature covers the URL or a part of it, so that a proxy which changes
   * that makes it wrong}
   */
  boolean signsUrl();

  /** {@return every key of the scheme language} */
  static Set<String> keys() {
    return Provided.PROVIDER.keys();
  }

  /** {@return the preset's name, or {@code custom}} */
  String name();

  /**
   * {@return how far the signed time may lie from now, inclusive; empty if no time is signed, or on
   * purpose}
   */
  Optional<Duration> tolerance();

  /**
   * {@return how long a finished delivery is remembered, zero for not at all: then an equal request
   * is another event; empty if the scheme does not say}
   */
  Optional<Duration> remember();

  /**
   * {@return what makes two requests the same delivery, as the scheme's {@code key} says or, where
   * that is left out, what it stands for}
   */
  String key();

  /**
   * {@return whether requests with equal bodies are one delivery although nobody has said so: the
   * scheme leaves {@code key} out, has no id under its signature, and remembers what is finished}
   */
  boolean takesEqualBodiesForOne();

  /** {@return the longest body in bytes, inclusive} */
  int maxBodyInBytes();

  /**
   * {@return the methods of HTTP that this sender uses, those of handshakes included, in
   * alphabetical order}
   */
  Set<String> methods();

  /** {@return whether a handshake must know a token that is configured here and at the sender} */
  boolean asksForHandshakeToken();

  /** {@return whether a handshake brings the secret that the sender will sign with} */
  boolean bringsSecret();

  /** {@return whether requests carry the secret itself, so that whoever sees one can send more} */
  boolean sendsSecret();

  /**
   * {@return whether the sender signs the host that it sends to, so that a request for another host
   * is only refused if it is known by which one the sender knows this application}
   */
  boolean signsHost();

  /**
   * {@return whether the sender signs the path that it sends to, so that it is good for no other}
   */
  boolean signsPath();

  /** {@return how the sender wants its deliveries answered} */
  DeliveryAnswer answer();

  /**
   * A verifier of this scheme.
   *
   * @param secrets the current secrets, newest first; each may have signed
   * @return a verifier that knows these secrets
   * @throws IllegalArgumentException if there is no secret, unless a handshake brings it, or one is
   *     not written as this scheme's are; the message names its label only
   */
  default Verifier verifier(List<Secret> secrets) {
    return verifier(secrets, List.of());
  }

  /**
   * A verifier of this scheme that knows what its handshakes have to know.
   *
   * @param secrets the current secrets, newest first; each may have signed
   * @param handshakeTokens what is entered at the sender to be sent with its handshake; each is
   *     good
   * @return a verifier that knows these secrets
   * @throws InvalidSchemeException if the scheme needs a key that a preset cannot know
   * @throws IllegalArgumentException if there is no secret, unless a handshake brings it, or one is
   *     not written as this scheme's are; the message names its label only
   */
  Verifier verifier(List<Secret> secrets, List<Secret> handshakeTokens);

  /**
   * A signer of this scheme.
   *
   * @param secret the secret to sign with
   * @return a signer that knows this secret
   * @throws IllegalArgumentException if the secret is not written as this scheme's are; the message
   *     names its label only
   */
  Signer signer(Secret secret);

  /**
   * The presets that a request would fit which this scheme refuses, for the log alone: to try them
   * all takes far longer than a verification.
   *
   * @param request the request, its body read
   * @param secrets the current secrets of the source
   * @param refusal why this scheme refuses it
   * @param now the time at which it was verified
   * @return the presets that fit best, in words without anything of the request; empty if none does
   */
  String fittingPresets(SignedRequest request, List<Secret> secrets, Refusal refusal, Instant now);
}
