package org.gatepost.signature;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of several events that a genuine request holds. Its {@link #request} has the event's own JSON
 * as its body; {@link #id}, {@link #type} and {@link #key} are the event's. Immutable, and
 * thread-safe.
 */
public abstract class VerifiedEvent extends Verified {

  /**
   * The proof of a verifier.
   *
   * @param authority the verifier's right to make one
   */
  protected VerifiedEvent(Authority authority) {
    super(authority);
  }

  /** {@return the request that holds the event, with all others} */
  public abstract Verified whole();

  /** {@return the place of the event among those of the request, from 0} */
  public abstract int index();

  /**
   * {@return the place of the event's first byte in the JSON of the request: in its body, or in
   * {@link #formJson} in UTF-8}
   */
  public abstract int from();

  /** {@return the place behind the event's last byte} */
  public abstract int to();

  @Override
  public final List<VerifiedEvent> events() {
    return List.of();
  }

  /** {@return empty, for an event is JSON} */
  @Override
  public final Optional<Map<String, List<String>>> form() {
    return Optional.empty();
  }

  /** {@return empty, for an event is JSON itself} */
  @Override
  public final Optional<String> formJson() {
    return Optional.empty();
  }

  @Override
  public final String jsonField() {
    return whole().jsonField();
  }

  @Override
  public final boolean isSignatureHeader(String name) {
    return whole().isSignatureHeader(name);
  }

  @Override
  public final Optional<Instant> signedAt() {
    return whole().signedAt();
  }

  @Override
  public final String secretLabel() {
    return whole().secretLabel();
  }

  @Override
  public final boolean recurs() {
    return whole().recurs();
  }
}
