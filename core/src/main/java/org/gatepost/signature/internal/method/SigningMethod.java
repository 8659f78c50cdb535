package org.gatepost.signature.internal.method;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.scheme.Claims;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.jspecify.annotations.Nullable;

/**
 * What a scheme names in {@code signed-by}: a way to say what is signed, to verify it and to sign.
 * It alone reads the keys that are its own. {@code SigningMethods} lists all. Implementations are
 * immutable and thread-safe.
 */
public interface SigningMethod {

  /** The name in a scheme, such as {@code aws-sns}. */
  String name();

  /**
   * The algorithms that this method knows, with the names that signatures call them; empty for all.
   */
  default Map<Algorithm, String> algorithms() {
    return Map.of();
  }

  /** The keys that schemes of other methods must leave out, unless these name them too. */
  default List<String> ownKeys() {
    return List.of();
  }

  /**
   * What a scheme of another method is told that has a key of {@link #ownKeys}.
   *
   * @param owners the names of all methods whose key it is
   * @param other the name of the scheme's method
   */
  default String ruleElsewhere(List<String> owners, String other) {
    return "must be left out unless signed-by is " + String.join(" or ", owners);
  }

  /** Whether a signature may be all that is sent. */
  default boolean maySignatureBeBody() {
    return false;
  }

  /** Whether a secret may stand for several keys, of which each is tried. */
  default boolean takesSeveralKeys() {
    return false;
  }

  /** Whether a signature may be made with one of several algorithms, which it names itself. */
  default boolean takesSeveralAlgorithms() {
    return false;
  }

  /**
   * Whether what deliveries are signed for can be held against what a handshake has had signed, so
   * that the answer to one may have an HMAC with the same key.
   */
  default boolean isComparable() {
    return false;
  }

  /** Whether its presets may be tried with requests of others, to find which one they fit. */
  default boolean isTriedForHints() {
    return true;
  }

  /**
   * Reads what a scheme says to this method.
   *
   * @param signature how its signatures are written
   * @param reader reads another form of the same scheme
   * @throws InvalidSchemeException if a key is not as this method needs it
   */
  Settings read(
      SchemeKeys keys,
      Algorithm algorithm,
      SignatureForm signature,
      Function<SchemeKeys, SchemeDefinition> reader);

  /** What a method has read from one scheme. Implementations are immutable and thread-safe. */
  interface Settings {

    /** What is signed, as far as a scheme may refer to it. */
    SignedContent content();

    /** The places that the method looks at besides those in {@link #content}. */
    default List<Reference> references() {
      return List.of();
    }

    /** Whether a signature has a time of its own, so that the scheme names no place for it. */
    default boolean isTimedBySignature() {
      return false;
    }

    /** Whether a request that has more than one event is refused, whatever is read of it. */
    default boolean letsOneEventThrough() {
      return false;
    }

    /**
     * What takes signatures apart that are tokens; null if they are none.
     *
     * @param pointers the places of all claims of the scheme, so that a token is read once
     */
    default Claims.@Nullable Reader claims(List<JsonPointer> pointers) {
      return null;
    }

    /** Whether the host is signed to which the sender sends, or what stands for that. */
    default boolean signsHost() {
      return content().signsUrl();
    }

    /** Whether the path is signed to which the sender sends. */
    default boolean signsPath() {
      return content().signsPath();
    }

    /** Whether the signature covers the URL or a part of it. */
    default boolean signsUrl() {
      return content().signsPath() || content().references().stream().anyMatch(Reference::isOfUrl);
    }

    /**
     * The authentication of a scheme with these settings.
     *
     * @param secrets the current secrets, newest first
     * @throws IllegalArgumentException if a secret is not written as the scheme's are; the message
     *     names its label only
     */
    Authentication authentication(SchemeDefinition scheme, List<Secret> secrets);

    /**
     * The signing of a scheme with these settings.
     *
     * @throws IllegalArgumentException if nobody but the sender can sign so, or the secret is not
     *     written as the scheme's are; the message names its label only
     */
    Signing signing(SchemeDefinition scheme, Secret secret);
  }
}
