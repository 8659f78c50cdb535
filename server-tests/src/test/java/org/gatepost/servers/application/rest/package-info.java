/** What the application has besides on servers with Jakarta RESTful Web Services. */
package org.gatepost.servers.application.rest;
