package org.gatepost.signature.internal.scheme;

import java.time.Duration;
import java.util.List;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.internal.format.TimeUnit;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.SecretForm;
import org.jspecify.annotations.Nullable;

/**
 * What a scheme says whatever its signing method, valid as a whole. Immutable; {@code SchemeReader}
 * alone makes it.
 *
 * @param claims what takes the signatures apart where they are tokens, else null
 * @param handshakes how handshakes are recognized and answered
 * @param answer how deliveries are answered
 * @param webhookId what the sender calls this webhook, or empty
 */
public record SchemeDefinition(
    SecretForm secretForm,
    SignatureForm signature,
    SignedContent content,
    Claims.@Nullable Reader claims,
    SignedTime signedTime,
    Identity identity,
    RequestRules requests,
    BodyRules bodies,
    HandshakeRules handshakes,
    AnswerForm answer,
    String webhookId) {

  /**
   * Refuses to be used without what a preset cannot know.
   *
   * @throws InvalidSchemeException if something of that kind is not configured
   */
  public void requireConfigured() {
    if (content.covers(Reference.WEBHOOK_ID) && webhookId.isBlank()) {
      throw new InvalidSchemeException(
          "webhook-id", "must be given: the id that the sender shows for this webhook");
    }
  }

  /** This scheme with times of another form. */
  public SchemeDefinition in(TimeUnit unit) {
    return new SchemeDefinition(
        secretForm,
        signature,
        content,
        claims,
        new SignedTime(signedTime.place(), unit, signedTime.tolerance()),
        identity,
        requests,
        bodies,
        handshakes,
        answer,
        webhookId);
  }

  public Algorithm algorithm() {
    return secretForm.algorithm();
  }

  /** Where the signed time stands, or null where the scheme names no place. */
  public @Nullable Choice time() {
    return signedTime.place();
  }

  public TimeUnit timeUnit() {
    return signedTime.unit();
  }

  /** How far the signed time may lie from now, or null for any distance. */
  public @Nullable Duration tolerance() {
    return signedTime.tolerance();
  }

  public @Nullable Choice id() {
    return identity.id();
  }

  public @Nullable Choice type() {
    return identity.type();
  }

  public List<Requirement> requirements() {
    return requests.requirements();
  }
}
