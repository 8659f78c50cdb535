/** Observers, and which of them receive a delivery. */
@NullMarked
package org.gatepost.cdi.internal.observer;

import org.jspecify.annotations.NullMarked;
