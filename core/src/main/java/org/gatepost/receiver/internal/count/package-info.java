/** How long deliveries took. */
@NullMarked
package org.gatepost.receiver.internal.count;

import org.jspecify.annotations.NullMarked;
