/** Observer methods as they are declared. */
@NullMarked
package org.gatepost.cdi.internal.declared;

import org.jspecify.annotations.NullMarked;
