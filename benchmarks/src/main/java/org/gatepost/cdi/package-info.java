/** What a delivery costs behind the gate; in this package, since the dispatcher is not public. */
@NullMarked
package org.gatepost.cdi;

import org.jspecify.annotations.NullMarked;
