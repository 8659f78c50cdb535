/** Stripe: paid invoices. */
@NullMarked
package org.gatepost.sample.stripe;

import org.jspecify.annotations.NullMarked;
