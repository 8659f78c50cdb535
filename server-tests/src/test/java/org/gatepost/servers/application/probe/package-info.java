/** An application without Gatepost, which tells what others of its server have registered. */
package org.gatepost.servers.application.probe;
