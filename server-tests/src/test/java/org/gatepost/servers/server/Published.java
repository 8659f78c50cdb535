package org.gatepost.servers.server;

/** What the checks run on, as it is published. */
public interface Published {
  /** Its name in {@code -Dservers}. */
  String id();

  /** Its name and version. */
  String titleAndVersion();
}
