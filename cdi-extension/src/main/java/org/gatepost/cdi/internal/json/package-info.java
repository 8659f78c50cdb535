/**
 * JSON as observers take it: places in it, conditions on it, and whether its values fit the types.
 */
@NullMarked
package org.gatepost.cdi.internal.json;

import org.jspecify.annotations.NullMarked;
