/**
 * Servers under load: each kind of receiver beside its baseline, in processes of their own, and
 * what sends to them.
 */
@NullMarked
package org.gatepost.benchmarks.load;

import org.jspecify.annotations.NullMarked;
