package org.gatepost.cdi.documentation.senders;

import java.util.Map;

/**
 * A request as a sender sends it.
 *
 * @param path where to, with its query, below the application
 */
record Sent(String path, Map<String, String> headers, byte[] body) {}
