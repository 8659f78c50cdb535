package org.gatepost.signature;

/**
 * A request by which a sender asks whether it has the right receiver, and which nobody signed. It
 * proves nothing, and is never a delivery.
 *
 * @param answer what to answer with status 200; of characters that cannot make up a page
 * @param contentType {@code text/plain} or {@code application/json}
 */
public record Handshake(String answer, String contentType) implements Verification {}
