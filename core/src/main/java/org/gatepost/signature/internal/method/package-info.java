/** How senders sign: what is signed, and how it is verified and made. */
@NullMarked
package org.gatepost.signature.internal.method;

import org.jspecify.annotations.NullMarked;
