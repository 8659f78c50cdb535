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
  private final String source;
  private final Enforcement enforcement;
  private final Set<String> methods;
  private final boolean requireHttps;
  private final TrustedProxies proxies;
  private final Optional<Cidrs> allowFrom;
  private final Optional<FailedAttempts> failures;
  private final Optional<TokenBucket> rate;

  NetworkRules(Settings settings, Enforcement enforcement, Clock clock) {
    NetworkSettings network = settings.network();
    this.source = settings.source();
    this.enforcement = enforcement;
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

  /** Whether a request may be read; if not, that is its decision. Nothing of it is counted. */
  boolean admit(
      Origin origin, HttpServletRequest request, HttpServletResponse response, Decision decision)
      throws IOException {
    if (!methods.contains(request.getMethod())) {
      String allowed = String.join(", ", methods);
      if (!enforcement.observes()) {
        response.setHeader("Allow", allowed);
      }
      String why = Messages.methodNotAllowed(source, allowed);
      discard(request);
      enforcement.refuse(decision, response, Reason.METHOD, Answer.METHOD_NOT_ALLOWED, why);
      return false;
    }
    if (requireHttps && !origin.isSecure(request)) {
      String why = Messages.plainHttp(source);
      discard(request);
      enforcement.refuse(decision, response, Reason.PLAIN_HTTP, Answer.FORBIDDEN, why);
      return false;
    }
    if (allowFrom.isPresent() && !origin.client().isIn(allowFrom.get())) {
      String why = Messages.addressNotAllowed(source, origin.client());
      discard(request);
      enforcement.refuse(decision, response, Reason.ADDRESS, Answer.FORBIDDEN, why);
      return false;
    }
    Duration wait = failures.map(f -> f.wait(origin.client())).orElse(Duration.ZERO);
    if (!wait.isZero()) {
      // Many of these come: that they begin is a warning already.
      String why = Messages.failedTooOften(source, origin.client());
      discard(request);
      enforcement.putOff(decision, response, wait, System.Logger.Level.DEBUG, why);
      return false;
    }
    return true;
  }

  private void discard(HttpServletRequest request) {
    if (!enforcement.observes()) {
      Body.discardShort(request);
    }
  }

  /** Counts a request that was read and did not pass, if that was its client's fault. */
  void notPassed(Origin origin, Decision decision) {
    if (decision.isRefused() && decision.status() < 500) {
      failures.ifPresent(f -> f.add(origin.client()));
    }
  }

  /** Whether a genuine request may go on; if not, that is its decision. */
  boolean admitGenuine(HttpServletResponse response, Decision decision) throws IOException {
    Duration wait = rate.map(TokenBucket::take).orElse(Duration.ZERO);
    if (!wait.isZero()) {
      String why = Messages.rateLimitReached(source);
      enforcement.putOff(decision, response, wait, System.Logger.Level.WARNING, why);
    }
    return wait.isZero();
  }
}
