/** What every part of the extension may use. */
@NullMarked
package org.gatepost.cdi.internal;

import org.jspecify.annotations.NullMarked;
