/** The scheme language: what each key means, and what it finds in a request. */
@NullMarked
package org.gatepost.signature.internal.scheme;

import org.jspecify.annotations.NullMarked;
