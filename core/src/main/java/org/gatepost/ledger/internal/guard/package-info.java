/** Which ledger a source has, and what to do while that does not answer. */
@NullMarked
package org.gatepost.ledger.internal.guard;

import org.jspecify.annotations.NullMarked;
