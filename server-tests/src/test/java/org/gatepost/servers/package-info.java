/** One application and one set of checks on many servers. */
package org.gatepost.servers;
