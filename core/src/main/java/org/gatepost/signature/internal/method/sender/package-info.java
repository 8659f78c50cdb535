/** Senders whose signatures only code can say. */
@NullMarked
package org.gatepost.signature.internal.method.sender;

import org.jspecify.annotations.NullMarked;
