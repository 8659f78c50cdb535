/** Observers with the mistakes of a first try. */
package org.gatepost.sample.mistaken;
