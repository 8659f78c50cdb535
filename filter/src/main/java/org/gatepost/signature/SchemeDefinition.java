package org.gatepost.signature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scheme as read from its keys, valid as a whole. Immutable; {@link SchemeReader} alone makes it.
 *
 * @param requirements what else a request must have for the signature to mean something
 * @param tolerance how far the signed time may lie from now, or null for any distance or where no
 *     time is signed
 * @param repeatableTypes the types to whose key the unsigned id is added, or null
 * @param remember how long a finished delivery is remembered, zero for not at all; null if the
 *     scheme does not say
 * @param typeMembers what a body has for each type that is not signed, or null
 * @param token what a token must say, where the scheme signs with one
 * @param signatureVersions which versions of its signature the sender may use, where it says which
 * @param publicKeyForm the scheme as it is where the secret is a public key, or null if that makes
 *     no difference
 * @param webhookId what the sender calls this webhook, or empty
 * @param jsonField the field of a form that holds the JSON where the body is one, or empty
 * @param claims the places of all claims of the scheme, so that the token is read once
 * @param pointers all JSON pointers of the scheme, so that the body is read once
 */
record SchemeDefinition(
    SignedBy signedBy,
    Algorithm algorithm,
    SignatureForm signature,
    SignedContent content,
    RequiredComponents components,
    List<Requirement> requirements,
    @Nullable Choice time,
    TimeUnit timeUnit,
    @Nullable Duration tolerance,
    @Nullable Choice id,
    KeyRule key,
    @Nullable RepeatableTypes repeatableTypes,
    @Nullable Duration remember,
    @Nullable Choice type,
    @Nullable TypeMembers typeMembers,
    HandshakeRule handshake,
    Encoding secretEncoding,
    String secretPrefix,
    int maxBodyInBytes,
    Set<String> methods,
    TokenRules token,
    Set<String> signatureVersions,
    @Nullable SchemeDefinition publicKeyForm,
    String webhookId,
    String jsonField,
    List<JsonPointer> claims,
    List<JsonPointer> pointers) {

  /**
   * Refuses to be used without what a preset cannot know.
   *
   * @throws InvalidSchemeException if something of that kind is not configured
   */
  void requireConfigured() {
    if (content.covers(Reference.WEBHOOK_ID) && webhookId.isBlank()) {
      throw new InvalidSchemeException(
          "webhook-id", "must be given: the id that the sender shows for this webhook");
    }
  }

  /** Whether the host is signed to which the sender sends, or what stands for that in a token. */
  boolean signsHost() {
    return switch (signedBy) {
      case HTTP_MESSAGE, DRAFT_CAVAGE -> components.haveHost();
      case JWT -> token.bindUrl();
      default -> content.signsUrl();
    };
  }

  /** Whether the path is signed to which the sender sends. */
  boolean signsPath() {
    return switch (signedBy) {
      case HTTP_MESSAGE, DRAFT_CAVAGE -> content.references().contains(Reference.URL);
      case JWT -> token.bindUrl() || token.queryHash() != null;
      default -> content.signsPath();
    };
  }

  /** Whether the signature covers the URL or a part of it. */
  boolean signsUrl() {
    return switch (signedBy) {
      case CONTENTFUL, DRAFT_CAVAGE, HTTP_MESSAGE, PLIVO, TWILIO -> true;
      case JWT -> token.urlHash() != null || token.queryHash() != null;
      default ->
          content.references().stream()
              .anyMatch(
                  reference ->
                      switch (reference.kind()) {
                        case CONFIGURED_URL,
                            DECODED_URL,
                            ENDPOINT,
                            PATH,
                            QUERY,
                            SORTED_QUERY,
                            URL ->
                            true;
                        default -> false;
                      });
    };
  }

  /** The JSON pointers among some references of one kind, each once. */
  static List<JsonPointer> pointersIn(List<Reference> references, Reference.Kind kind) {
    Set<JsonPointer> pointers = new LinkedHashSet<>();
    for (Reference reference : references) {
      if (reference.is(kind)) {
        pointers.add(reference.pointer());
      }
    }
    return new ArrayList<>(pointers);
  }

  /** The scheme as it is for a secret. */
  SchemeDefinition formFor(Secret secret) {
    return publicKeyForm != null && secret.text().startsWith(publicKeyForm.secretPrefix)
        ? publicKeyForm
        : this;
  }
}
