package org.gatepost.receiver.internal.audit;

/** The logger {@value #NAME}, at level INFO. */
final class AuditLogger implements AuditTarget {
  static final String NAME = "org.gatepost.audit";
  private static final System.Logger LOG = System.getLogger(NAME);

  @Override
  public boolean isOn() {
    return LOG.isLoggable(System.Logger.Level.INFO);
  }

  @Override
  public boolean write(JsonLine line) {
    // Without parameters: a message that has none is not taken for a format.
    LOG.log(System.Logger.Level.INFO, line.toString());
    return true;
  }
}
