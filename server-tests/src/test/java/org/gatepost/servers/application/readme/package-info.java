/** An application as the README describes it. */
package org.gatepost.servers.application.readme;
