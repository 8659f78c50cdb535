/** What passed the gate: {@link org.gatepost.Delivery}. */
@NullMarked
package org.gatepost;

import org.jspecify.annotations.NullMarked;
