/** Reads schemes, and verifies and signs by them: what stands behind the public types. */
@NullMarked
package org.gatepost.signature.internal;

import org.jspecify.annotations.NullMarked;
