package org.gatepost.signature;

/**
 * The outcome of {@link Verifier#verify}: {@link Verified} or a {@link Refusal}, nothing between;
 * or, of a scheme that declares such, a {@link Handshake}, which is never a delivery.
 */
public interface Verification {}
