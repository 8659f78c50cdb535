/** What must hold on every server, one class a theme. */
package org.gatepost.servers.check;
