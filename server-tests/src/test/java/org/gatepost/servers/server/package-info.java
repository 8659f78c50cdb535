/** Jakarta EE servers as they are unpacked, each started in a process of its own. */
package org.gatepost.servers.server;
