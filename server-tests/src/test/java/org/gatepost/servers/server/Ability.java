package org.gatepost.servers.server;

/** What not every server has. */
public enum Ability {
  /** Jakarta RESTful Web Services. */
  REST("no Jakarta RESTful Web Services"),
  /** Jakarta Transactions, and data sources that join them. */
  TRANSACTIONS("no Jakarta Transactions"),
  /** MicroProfile Config. */
  CONFIG("no MicroProfile Config"),
  /** Enterprise archives. */
  EARS("no EARs"),
  /** Applications are deployed and taken away while it runs. */
  REDEPLOYMENT("no deployment while it runs");

  private final String absence;

  Ability(String absence) {
    this.absence = absence;
  }

  /** How a table says that it is not there. */
  public String absence() {
    return absence;
  }
}
