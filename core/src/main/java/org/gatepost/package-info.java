/**
 * What passed the gate: {@link org.gatepost.Delivery}. And what comes to it, and by which settings.
 */
@NullMarked
package org.gatepost;

import org.jspecify.annotations.NullMarked;
