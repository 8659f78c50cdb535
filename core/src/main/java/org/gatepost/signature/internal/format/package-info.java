/**
 * The formats of requests and values: JSON, forms, structured fields, encodings. Bounded and
 * linear.
 */
@NullMarked
package org.gatepost.signature.internal.format;

import org.jspecify.annotations.NullMarked;
