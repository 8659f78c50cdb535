/** Where a request came from, how it was addressed, and how many of a client come. */
@NullMarked
package org.gatepost.receiver.internal.network;

import org.jspecify.annotations.NullMarked;
