/** What the pages of senders show, deployed and called. */
package org.gatepost.cdi.documentation.senders;
