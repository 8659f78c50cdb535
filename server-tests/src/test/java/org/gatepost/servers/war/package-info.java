/** Applications, written as WARs. */
package org.gatepost.servers.war;
