package org.gatepost.signature;

/**
 * The outcome of {@link Verifier#verify}: {@link Verified} or a {@link Refusal}, nothing between.
 */
public sealed interface Verification permits Verified, Refusal {}
