/**
 * What an application writes to receive webhooks: {@link org.gatepost.event.Webhook}, and beside it
 * {@link org.gatepost.event.Where} and {@link org.gatepost.event.Fallback}.
 */
@NullMarked
package org.gatepost.event;

import org.jspecify.annotations.NullMarked;
