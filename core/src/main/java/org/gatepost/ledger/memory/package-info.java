/** A ledger in this process's memory: {@link org.gatepost.ledger.memory.MemoryLedger}. */
@NullMarked
package org.gatepost.ledger.memory;

import org.jspecify.annotations.NullMarked;
