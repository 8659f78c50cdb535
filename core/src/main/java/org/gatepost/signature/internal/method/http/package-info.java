/** Signatures of parts of an HTTP message: RFC 9421 and the draft before it. */
@NullMarked
package org.gatepost.signature.internal.method.http;

import org.jspecify.annotations.NullMarked;
