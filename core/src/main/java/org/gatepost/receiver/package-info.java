/**
 * Receiving without a servlet: {@link org.gatepost.receiver.Receiver} decides of each request of a
 * source, and records what became of it.
 */
@NullMarked
package org.gatepost.receiver;

import org.jspecify.annotations.NullMarked;
