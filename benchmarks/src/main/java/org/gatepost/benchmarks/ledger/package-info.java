/** What a delivery costs at a ledger, beside other stores of what was received. */
@NullMarked
package org.gatepost.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
