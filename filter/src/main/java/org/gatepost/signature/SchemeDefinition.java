package org.gatepost.signature;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scheme says whatever its signing method, valid as a whole. Immutable; {@link SchemeReader}
 * alone makes it.
 *
 * @param claims what takes the signatures apart where they are tokens, else null
 * @param handshake how a handshake is recognized and answered
 * @param webhookId what the sender calls this webhook, or empty
 */
record SchemeDefinition(
    SecretForm secretForm,
    SignatureForm signature,
    SignedContent content,
    Claims.@Nullable Reader claims,
    SignedTime signedTime,
    Identity identity,
    RequestRules requests,
    BodyRules bodies,
    HandshakeRule handshake,
    String webhookId) {

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

  Algorithm algorithm() {
    return secretForm.algorithm();
  }

  /** Where the signed time stands, or null where the scheme names no place. */
  @Nullable Choice time() {
    return signedTime.place();
  }

  TimeUnit timeUnit() {
    return signedTime.unit();
  }

  /** How far the signed time may lie from now, or null for any distance. */
  @Nullable Duration tolerance() {
    return signedTime.tolerance();
  }

  @Nullable Choice id() {
    return identity.id();
  }

  @Nullable Choice type() {
    return identity.type();
  }

  List<Requirement> requirements() {
    return requests.requirements();
  }
}
