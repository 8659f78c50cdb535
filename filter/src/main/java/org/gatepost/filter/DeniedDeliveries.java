package org.gatepost.filter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.gatepost.internal.Messages;
import org.gatepost.internal.OncePerSecond;

/**
 * Tells, at most once in a second, of genuine deliveries that something behind the gate turns away,
 * as it checks in its own way who may send. Thread-safe.
 */
final class DeniedDeliveries {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  // How Spring calls its filter, and Spring Boot registers it.
  private static final String SPRING_SECURITY = "springSecurityFilterChain";

  private final Clock clock;
  private final OncePerSecond told = new OncePerSecond();

  DeniedDeliveries(Clock clock) {
    this.clock = clock;
  }

  /** Tells of one, if it was answered so. A redirect may be to a page where people log in. */
  void tellIfDenied(String source, HttpServletRequest request, HttpServletResponse response) {
    int status = response.getStatus();
    boolean isDenial = status == 401 || status == 403;
    if (!isDenial && status != 302) {
      return;
    }
    boolean hasSpringSecurity =
        request.getServletContext().getFilterRegistration(SPRING_SECURITY) != null;
    if ((isDenial || hasSpringSecurity) && told.isFirst(clock.instant())) {
      LOG.log(
          System.Logger.Level.WARNING,
          Messages.deniedBehind(source, status, hasSpringSecurity ? SPRING_SECURITY : ""));
    }
  }
}
