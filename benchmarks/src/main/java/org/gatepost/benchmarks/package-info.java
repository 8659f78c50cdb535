/** What the gate costs, measured beside what a user would take instead. */
@NullMarked
package org.gatepost.benchmarks;

import org.jspecify.annotations.NullMarked;
