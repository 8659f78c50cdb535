/** The gate itself: {@link org.gatepost.filter.WebhookFilter} and what it is made of. */
@NullMarked
package org.gatepost.filter;

import org.jspecify.annotations.NullMarked;
