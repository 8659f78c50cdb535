/** Turns result files into the tables and plots of the documentation. */
@NullMarked
package org.gatepost.benchmarks.report;

import org.jspecify.annotations.NullMarked;
