/**
 * The gate of a servlet container: {@link org.gatepost.filter.WebhookFilter}, and what guards the
 * spellings of a path.
 */
@NullMarked
package org.gatepost.filter;

import org.jspecify.annotations.NullMarked;
