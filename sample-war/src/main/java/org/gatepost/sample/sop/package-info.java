/** SOP: the end of a run, after its webhook document. */
@NullMarked
package org.gatepost.sample.sop;

import org.jspecify.annotations.NullMarked;
