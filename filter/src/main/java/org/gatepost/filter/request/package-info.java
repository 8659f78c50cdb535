/** The request behind the filter: its body, read once, can be read again. */
@NullMarked
package org.gatepost.filter.request;

import org.jspecify.annotations.NullMarked;
