/**
 * The sample on servers and databases that are killed, stopped and cut off at random moments: every
 * effect happens exactly once. {@code mvn -Pcrash verify} gives the full dose, {@code mvn verify} a
 * short one.
 */
package org.gatepost.sample.crash;
