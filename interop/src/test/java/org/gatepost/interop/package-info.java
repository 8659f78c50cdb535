/** Plays the senders' own packages against the presets, in both directions, and keeps the table. */
package org.gatepost.interop;
