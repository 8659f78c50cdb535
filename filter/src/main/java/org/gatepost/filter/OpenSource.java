package org.gatepost.filter;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A source in operation.
 *
 * @param gate the way of its requests
 * @param hide takes it out of JMX and out of the {@code ServletContext}
 */
record OpenSource(Gate gate, Runnable hide) {
  private static final System.Logger LOG = System.getLogger(OpenSource.class.getPackageName());

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
    Application application = Application.of(context);
    Settings settings = Settings.read(filter, params);
    for (String warning : settings.warnings()) {
      LOG.log(System.Logger.Level.WARNING, warning);
    }
    GuardedSource source = new GuardedSource(settings, clock);
    Gate gate = new Gate(settings, application, LedgerProbes.of(context), source, clock);
    Runnable hide = source.show(context);
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
        () -> {
          hide.run();
          shared.remove(filter);
        });
  }
}
