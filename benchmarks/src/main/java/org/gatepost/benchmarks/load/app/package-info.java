/** What runs in the servers under load: receivers of each kind, and what tells about the server. */
@NullMarked
package org.gatepost.benchmarks.load.app;

import org.jspecify.annotations.NullMarked;
