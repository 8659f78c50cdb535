/** BroxiAI: its workflow, message and quota events, after its webhook document. */
@NullMarked
package org.gatepost.sample.broxi;

import org.jspecify.annotations.NullMarked;
