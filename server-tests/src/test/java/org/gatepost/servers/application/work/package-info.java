/** What the application has besides on servers with a data source: work in a database. */
package org.gatepost.servers.application.work;
