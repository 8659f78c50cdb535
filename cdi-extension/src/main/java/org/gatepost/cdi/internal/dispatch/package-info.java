/** Handing a delivery to its observers, each in its own transaction, and what becomes of that. */
@NullMarked
package org.gatepost.cdi.internal.dispatch;

import org.jspecify.annotations.NullMarked;
