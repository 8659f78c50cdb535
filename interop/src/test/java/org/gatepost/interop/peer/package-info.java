/** The senders' own packages: those of Node in one process of its own, and those of Java. */
package org.gatepost.interop.peer;
