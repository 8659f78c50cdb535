/** What a verification costs, beside the cryptography alone and the senders' own libraries. */
@NullMarked
package org.gatepost.benchmarks.verification;

import org.jspecify.annotations.NullMarked;
