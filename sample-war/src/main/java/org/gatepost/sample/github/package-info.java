/** GitHub: pushes and issues. */
@NullMarked
package org.gatepost.sample.github;

import org.jspecify.annotations.NullMarked;
