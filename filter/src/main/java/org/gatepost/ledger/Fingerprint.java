package org.gatepost.ledger;

/** What a {@link MemoryLedger} knows a delivery by: 128 bits that are as good as random. */
record Fingerprint(long high, long low) {
  /** Any of the bits will do. */
  @Override
  public int hashCode() {
    return (int) low;
  }
}
