package org.gatepost.filter;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.internal.guard.LedgerProbes;
import org.gatepost.receiver.Application;
import org.gatepost.receiver.GuardedSource;
import org.gatepost.receiver.Receiver;
import org.gatepost.receiver.Settings;
import org.gatepost.receiver.Source;
import org.gatepost.receiver.internal.audit.AuditTarget;
import org.gatepost.receiver.internal.audit.AuditTargets;

/**
 * A source in operation.
 *
 * @param gate the way of its requests
 * @param clock what it holds signed times against
 * @param hide takes it out of JMX and out of the {@code ServletContext}
 */
record OpenSource(Gate gate, Clock clock, Runnable hide) {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  /**
   * Opens a source, and says so.
   *
   * @param filter the filter's name, which is the source's
   * @param params the filter's init-params
   * @throws ServletException if one is unknown, missing, or breaks its rule
   */
  static OpenSource of(
      String filter, Map<String, String> params, ServletContext context, Clock clock)
      throws ServletException {
    Application application;
    Settings settings;
    AuditTarget audit;
    try {
      application = Application.named(context.getInitParameter(Application.NAME));
      settings = Settings.read(filter, params, Defaults.of(context), GivenLookup.of(context));
      audit = audit(context, clock);
    } catch (InvalidSettingException e) {
      throw new ServletException(e.getMessage(), e.getCause());
    }
    GuardedSource source = new GuardedSource(settings, audit, clock);
    LedgerProbes probes =
        OfContext.get(context, LedgerProbes.class, () -> new LedgerProbes(application(context)));
    Receiver receiver = new Receiver(settings, application, probes, source, clock);
    Gate gate = new Gate(filter, receiver, clock);
    String attribute = Source.ATTRIBUTE + "." + filter;
    context.setAttribute(attribute, source);
    Runnable hide = source.show(application(context));
    SharedSecrets shared = SharedSecrets.of(context);
    if (!settings.scheme().signsPath()) {
      List<String> others = shared.add(filter, settings.secrets().found());
      if (!others.isEmpty()) {
        LOG.log(System.Logger.Level.WARNING, Messages.sharedSecret(filter, others));
      }
    }
    String summary = settings.summary() + SourceMappings.summary(context, filter);
    LOG.log(System.Logger.Level.INFO, Messages.started(settings.source(), summary));
    return new OpenSource(
        gate,
        clock,
        () -> {
          hide.run();
          context.removeAttribute(attribute);
          shared.remove(filter);
          // Another source opens it again.
          audit.close();
        });
  }

  /**
   * Where the application's audit log goes.
   *
   * @throws InvalidSettingException if its context-param says nothing of the kind
   */
  static AuditTarget audit(ServletContext context, Clock clock) {
    return OfContext.get(
        context,
        AuditTarget.class,
        () -> AuditTargets.of(context.getInitParameter(Defaults.AUDIT), clock));
  }

  /** The context path; of the root application its name, if it has one. */
  private static String application(ServletContext context) {
    String path = context.getContextPath();
    if (path != null && !path.isEmpty()) {
      return path;
    }
    String name = context.getServletContextName();
    return name == null || name.isBlank() ? "/" : name;
  }
}
