/**
 * A real server and the senders that talk to it, for the integration tests and {@code mvn -Prun}.
 */
package org.gatepost.sample.server;
