package org.gatepost.ledger;

/**
 * What a ledger knows a delivery by.
 *
 * @param source the configured sender
 * @param key what makes the delivery the same as another of this source
 */
public record DeliveryKey(String source, String key) {}
