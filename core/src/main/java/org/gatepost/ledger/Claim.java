package org.gatepost.ledger;

import java.time.Duration;

/** What a ledger answers to {@link Ledger#claim}. */
public sealed interface Claim {

  /**
   * The delivery is the caller's, until it completes or releases it or the lease runs out.
   *
   * @param key the delivery
   * @param token tells this claim from earlier and later ones of the same delivery: greater than
   *     the earlier ones'
   * @param attempt how many claims of this delivery have been granted, this one included
   */
  record Granted(DeliveryKey key, long token, int attempt) implements Claim {}

  /**
   * Another holds the delivery.
   *
   * @param retryAfter when it makes sense to ask again, at least a second
   */
  record Busy(Duration retryAfter) implements Claim {}

  /** The delivery is finished. */
  record Done() implements Claim {}
}
