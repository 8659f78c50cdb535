/** Where the audit log goes, and how its lines are written. */
@NullMarked
package org.gatepost.receiver.internal.audit;

import org.jspecify.annotations.NullMarked;
