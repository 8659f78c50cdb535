/** Keys of every kind, and what is computed with them. */
@NullMarked
package org.gatepost.signature.internal.key;

import org.jspecify.annotations.NullMarked;
