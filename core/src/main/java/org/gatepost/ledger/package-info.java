/**
 * Where claims and receipts are kept, so that each delivery takes effect once: {@link
 * org.gatepost.ledger.Ledger}.
 */
@NullMarked
package org.gatepost.ledger;

import org.jspecify.annotations.NullMarked;
