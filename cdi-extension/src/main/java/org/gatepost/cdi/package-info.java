/** Hands deliveries to observer methods: the CDI extension and the servlet behind the filter. */
@NullMarked
package org.gatepost.cdi;

import org.jspecify.annotations.NullMarked;
