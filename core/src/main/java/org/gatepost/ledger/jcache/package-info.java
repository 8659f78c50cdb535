/** A ledger in a cache that nodes share: {@link org.gatepost.ledger.jcache.JcacheLedger}. */
@NullMarked
package org.gatepost.ledger.jcache;

import org.jspecify.annotations.NullMarked;
