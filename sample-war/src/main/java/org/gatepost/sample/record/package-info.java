/**
 * What the sample remembers of the deliveries, in its database, and shows to people and programs.
 */
@NullMarked
package org.gatepost.sample.record;

import org.jspecify.annotations.NullMarked;
