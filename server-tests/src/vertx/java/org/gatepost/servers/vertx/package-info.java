/** The receiver behind Vert.x of docs/how-to/embedding.md. */
package org.gatepost.servers.vertx;
