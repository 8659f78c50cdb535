/** What observers take of a delivery: each form is made once. */
@NullMarked
package org.gatepost.cdi.internal.payload;

import org.jspecify.annotations.NullMarked;
