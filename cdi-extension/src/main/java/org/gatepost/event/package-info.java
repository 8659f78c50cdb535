/** What an application writes to receive webhooks: {@link org.gatepost.event.Webhook}. */
@NullMarked
package org.gatepost.event;

import org.jspecify.annotations.NullMarked;
