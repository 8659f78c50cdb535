/**
 * How senders sign and how a signature is verified: schemes as data, one verifier, one signer.
 * Nothing here knows servlets or JSON libraries.
 */
@NullMarked
package org.gatepost.signature;

import org.jspecify.annotations.NullMarked;
