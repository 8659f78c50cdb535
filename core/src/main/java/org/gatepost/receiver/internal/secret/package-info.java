/** Where the secrets of a source stand, and which of them count now. */
@NullMarked
package org.gatepost.receiver.internal.secret;

import org.jspecify.annotations.NullMarked;
