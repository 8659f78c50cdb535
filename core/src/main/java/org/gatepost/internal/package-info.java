/** What every package may use: messages, and texts made safe to show. */
@NullMarked
package org.gatepost.internal;

import org.jspecify.annotations.NullMarked;
