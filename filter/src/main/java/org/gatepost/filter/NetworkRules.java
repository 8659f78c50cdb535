package org.gatepost.filter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a request must keep before its body is read: method, HTTPS, address, and the limit of its
 * client's failures; and the limit of genuine requests. Thread-safe.
 */
final class NetworkRules {
  private static final System.Logger LOG = System.getLogger(NetworkRules.class.getPackageName());

  private final String source;
  private final Set<String> methods;
  private final boolean requireHttps;
  private final TrustedProxies proxies;
  private final Optional<Cidrs> allowFrom;
  private final Optional<FailedAttempts> failures;
  private final Optional<TokenBucket> rate;

  NetworkRules(Settings settings, Clock clock) {
    NetworkSettings network = settings.network();
    this.source = settings.source();
    this.methods = settings.scheme().methods();
    this.requireHttps = settings.requireHttps();
    this.proxies = new TrustedProxies(network.trustedProxies(), source);
    this.allowFrom = network.allowFrom();
    this.failures =
        network
            .failureLimit()
            .map(limit -> new FailedAttempts(limit, clock, FailedAttempts.MAX_CLIENTS, source));
    this.rate = network.rateLimit().map(limit -> new TokenBucket(limit, clock));
  }

  /** Where a request came from. */
  Origin origin(HttpServletRequest request) {
    return proxies.origin(request);
  }

  /** Whether a request may be read; if not, it is answered. Nothing of it is counted. */
  boolean admit(Origin origin, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!methods.contains(request.getMethod())) {
      String allowed = String.join(", ", methods);
      response.setHeader("Allow", allowed);
      return refuse(
          response, Answer.METHOD_NOT_ALLOWED, Messages.methodNotAllowed(source, allowed));
    }
    if (requireHttps && !origin.isSecure(request)) {
      return refuse(response, Answer.FORBIDDEN, Messages.plainHttp(source));
    }
    if (allowFrom.isPresent() && !origin.client().isIn(allowFrom.get())) {
      return refuse(
          response, Answer.FORBIDDEN, Messages.addressNotAllowed(source, origin.client()));
    }
    Duration wait = failures.map(f -> f.wait(origin.client())).orElse(Duration.ZERO);
    if (!wait.isZero()) {
      // Many of these come: that they begin is a warning already.
      LOG.log(System.Logger.Level.DEBUG, () -> Messages.failedTooOften(source, origin.client()));
      Answer.TOO_MANY_REQUESTS.send(response, wait);
      return false;
    }
    return true;
  }

  /** Counts a request that was read and did not pass, if that was its client's fault. */
  void notPassed(Origin origin, HttpServletResponse response) {
    if (response.getStatus() >= 400 && response.getStatus() < 500) {
      failures.ifPresent(f -> f.add(origin.client()));
    }
  }

  /** Whether a genuine request may go on; if not, it is answered. */
  boolean admitGenuine(HttpServletResponse response) throws IOException {
    Duration wait = rate.map(TokenBucket::take).orElse(Duration.ZERO);
    if (wait.isZero()) {
      return true;
    }
    LOG.log(System.Logger.Level.WARNING, Messages.rateLimitReached(source));
    Answer.TOO_MANY_REQUESTS.send(response, wait);
    return false;
  }

  private static boolean refuse(HttpServletResponse response, Answer answer, String why)
      throws IOException {
    LOG.log(System.Logger.Level.WARNING, why);
    answer.send(response);
    return false;
  }
}
