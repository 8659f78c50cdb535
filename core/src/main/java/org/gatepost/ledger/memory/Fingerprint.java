package org.gatepost.ledger.memory;

/** What a {@link MemoryLedger} knows a delivery by: 128 bits that are as good as random. */
record Fingerprint(long high, long low) {}
