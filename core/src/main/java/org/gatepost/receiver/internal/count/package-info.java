/** How long deliveries took, and the lines of the audit log. */
@NullMarked
package org.gatepost.receiver.internal.count;

import org.jspecify.annotations.NullMarked;
