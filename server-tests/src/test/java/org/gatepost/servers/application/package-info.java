/** The application: observers, servlets, and what they saw. It asks for Servlet and CDI alone. */
package org.gatepost.servers.application;
