/** Settings of which several packages have one. */
@NullMarked
package org.gatepost.internal.param;

import org.jspecify.annotations.NullMarked;
