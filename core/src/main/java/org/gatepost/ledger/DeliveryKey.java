package org.gatepost.ledger;

/**
 * What a ledger knows a delivery by.
 *
 * @param source the configured sender
 * @param key what makes the delivery the same as another of this source
 * @param recurring whether the delivery is forgotten when it is finished, for an equal request is
 *     another event then
 */
public record DeliveryKey(String source, String key, boolean recurring) {

  /**
   * A delivery that is remembered when it is finished.
   *
   * @param source the configured sender
   * @param key what makes the delivery the same as another of this source
   */
  public DeliveryKey(String source, String key) {
    this(source, key, false);
  }
}
