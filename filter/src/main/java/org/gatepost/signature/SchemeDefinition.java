package org.gatepost.signature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A scheme as read from its keys, valid as a whole. Immutable; {@link SchemeReader} alone makes it.
 *
 * @param signature the places where signatures stand; each that is there may hold the right one
 * @param requirements what else a request must have for the signature to mean something
 * @param tolerance how far the signed time may lie from now, or null for any distance or where no
 *     time is signed
 * @param handshake what makes a request one that is answered with {@code handshakeAnswer}; empty if
 *     there is none
 * @param token what else a token must say
 * @param publicKeyForm the scheme as it is where the secret is a public key, or null if that makes
 *     no difference
 * @param signatureVersions which of the sender's versions are accepted, or null for all
 * @param webhookId what the sender calls this webhook, or empty
 * @param pointers all JSON pointers of the scheme, so that the body is read once
 */
record SchemeDefinition(
    SignedBy signedBy,
    Algorithm algorithm,
    List<Reference> signature,
    SignatureFormat signatureFormat,
    String signaturePrefix,
    boolean signaturePrefixOptional,
    String signatureElement,
    char signatureSeparator,
    Encoding encoding,
    SignedContent content,
    List<Requirement> requirements,
    @Nullable Choice time,
    TimeUnit timeUnit,
    @Nullable Duration tolerance,
    @Nullable Choice id,
    KeyRule key,
    @Nullable Choice type,
    List<Requirement> handshake,
    @Nullable Choice handshakeAnswer,
    Encoding secretEncoding,
    String secretPrefix,
    int maxBodyInBytes,
    Set<String> methods,
    TokenRules token,
    @Nullable SchemeDefinition publicKeyForm,
    @Nullable Set<String> signatureVersions,
    String webhookId,
    List<JsonPointer> pointers) {

  /** The scheme as it is for a secret. */
  SchemeDefinition formFor(Secret secret) {
    return publicKeyForm != null && secret.text().startsWith(publicKeyForm.secretPrefix)
        ? publicKeyForm
        : this;
  }

  /** Where signatures stand, for messages. */
  String signaturePlaces() {
    return signature.stream().map(Reference::toString).collect(Collectors.joining(" or "));
  }

  /** What a signature looks like in its header, for messages. */
  String signatureForm() {
    return switch (signatureFormat) {
      case SINGLE -> signaturePrefix + "<" + encoding.schemeName() + ">";
      case LIST -> signaturePrefix + "<" + encoding.schemeName() + "> in a list";
      case ELEMENTS -> signatureElement + "=<" + encoding.schemeName() + ">";
      case POSITIONAL -> "<time>" + signatureSeparator + "<" + encoding.schemeName() + ">";
    };
  }

  /** The JSON pointers among the references of some choices, each once. */
  static List<JsonPointer> pointersIn(List<Reference> references) {
    Set<JsonPointer> pointers = new LinkedHashSet<>();
    for (Reference reference : references) {
      if (reference instanceof Reference.Json json) {
        pointers.add(json.pointer());
      }
    }
    return new ArrayList<>(pointers);
  }
}
