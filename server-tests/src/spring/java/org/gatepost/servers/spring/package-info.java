/** The application of docs/how-to/spring.md, and what its checks need besides. */
package org.gatepost.servers.spring;
