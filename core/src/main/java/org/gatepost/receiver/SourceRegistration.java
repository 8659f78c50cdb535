package org.gatepost.receiver;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.gatepost.internal.Messages;

/** A source's place in JMX. The only class that needs JMX, which may be absent. Thread-safe. */
final class SourceRegistration {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  // Two virtual hosts, or the old and the new version of one application.
  private static final int MAX_ALIKE = 100;

  private final MBeanServer server;
  private final ObjectName name;

  private SourceRegistration(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Registers a source at the platform's server; empty if that fails, which is logged.
   *
   * @param application what its operators call the application
   */
  static Optional<SourceRegistration> of(GuardedSource source, String application) {
    try {
      return Optional.of(of(source, application, ManagementFactory.getPlatformMBeanServer()));
    } catch (JMException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, Messages.notRegistered(source.name(), e.toString()), e);
      return Optional.empty();
    }
  }

  private static SourceRegistration of(GuardedSource source, String application, MBeanServer server)
      throws JMException {
    String plain =
        "org.gatepost:type=Source,application="
            + ObjectName.quote(application)
            + ",name="
            + ObjectName.quote(source.name());
    for (int instance = 1; ; instance++) {
      ObjectName name =
          ObjectName.getInstance(instance == 1 ? plain : plain + ",instance=" + instance);
      try {
        server.registerMBean(new SourceBean(source), name);
        return new SourceRegistration(server, name);
      } catch (InstanceAlreadyExistsException e) {
        if (instance == MAX_ALIKE) {
          throw e;
        }
      }
    }
  }

  /** Gives the place back. */
  void close() {
    try {
      server.unregisterMBean(name);
    } catch (JMException | RuntimeException e) {
      // Whoever administrates the server has removed it already, or forbids it: nothing is lost.
      LOG.log(System.Logger.Level.DEBUG, "", e);
    }
  }
}
