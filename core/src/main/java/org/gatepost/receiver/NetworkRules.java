package org.gatepost.receiver;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepost.IncomingRequest;
import org.gatepost.internal.Messages;
import org.gatepost.receiver.internal.network.Cidrs;
import org.gatepost.receiver.internal.network.FailedAttempts;
import org.gatepost.receiver.internal.network.NetworkSettings;
import org.gatepost.receiver.internal.network.Origin;
import org.gatepost.receiver.internal.network.TokenBucket;
import org.gatepost.receiver.internal.network.TrustedProxies;
import org.jspecify.annotations.Nullable;

/**
 * What a request must keep before its body is read: method, HTTPS, address, and the limit of its
 * client's failures; and the limit of genuine requests. Thread-safe.
 */
final class NetworkRules {
  private final String source;
  private final Optional<Set<String>> methods;
  private final boolean requireHttps;
  private final boolean challenges;
  private final TrustedProxies proxies;
  private final Optional<Cidrs> allowFrom;
  private final Optional<FailedAttempts> failures;
  private final Optional<TokenBucket> rate;

  private NetworkRules(
      String source,
      Optional<Set<String>> methods,
      boolean requireHttps,
      boolean challenges,
      NetworkSettings network,
      Clock clock) {
    this.source = source;
    this.methods = methods;
    this.requireHttps = requireHttps;
    this.challenges = challenges;
    this.proxies = new TrustedProxies(network.trustedProxies(), source);
    this.allowFrom = network.allowFrom();
    this.failures =
        network
            .failureLimit()
            .map(limit -> new FailedAttempts(limit, clock, FailedAttempts.MAX_CLIENTS, source));
    this.rate = network.rateLimit().map(limit -> new TokenBucket(limit, clock));
  }

  /** The rules of a source. */
  static NetworkRules of(Settings settings, Clock clock) {
    return new NetworkRules(
        settings.source(),
        Optional.of(settings.scheme().methods()),
        settings.requireHttps(),
        !settings.scheme().answer().challenge().isEmpty(),
        settings.network(),
        clock);
  }

  /** No rules. */
  static NetworkRules none(String source, Clock clock) {
    return new NetworkRules(
        source, Optional.empty(), false, false, NetworkSettings.read(Map.of(), source), clock);
  }

  /** Where a request came from. */
  Origin origin(IncomingRequest request) {
    return proxies.origin(request);
  }

  /** Why a request may not be read, or null if it may. Nothing of it is counted. */
  @Nullable Verdict declines(IncomingRequest request, Origin origin) {
    if (methods.isPresent() && !methods.get().contains(request.method())) {
      return Verdict.refused(
          Reason.METHOD, Answer.METHOD_NOT_ALLOWED, Messages.methodNotAllowed(source, allowed()));
    }
    if (requireHttps && !origin.isSecure(request)) {
      return Verdict.refused(Reason.PLAIN_HTTP, Answer.FORBIDDEN, Messages.plainHttp(source));
    }
    if (allowFrom.isPresent() && !origin.client().isIn(allowFrom.get())) {
      return Verdict.refused(
          Reason.ADDRESS, Answer.FORBIDDEN, Messages.addressNotAllowed(source, origin.client()));
    }
    Duration wait = failures.map(f -> f.wait(origin.client())).orElse(Duration.ZERO);
    // Many of these come: that they begin is a warning already.
    return wait.isZero()
        ? null
        : putOff(wait, System.Logger.Level.DEBUG, Messages.failedTooOften(source, origin.client()));
  }

  /** What the sender of a request is told that may not be read. */
  Reply reply(Verdict verdict) {
    // RFC 9110, section 15.5.6.
    return verdict.answer() == Answer.METHOD_NOT_ALLOWED
        ? verdict.reply().with("Allow", allowed())
        : verdict.reply();
  }

  private String allowed() {
    return methods.map(all -> String.join(", ", all)).orElse("");
  }

  /** Counts a request that was read and refused, if that was its client's fault. */
  void count(Origin origin, Verdict verdict) {
    // Who waits for the challenge has not tried anything yet.
    boolean waits = challenges && verdict.reason() == Reason.MISSING;
    if (verdict.outcome() == Outcome.REFUSED && verdict.answer().status() < 500 && !waits) {
      failures.ifPresent(f -> f.add(origin.client()));
    }
  }

  /** Why a genuine request may not go on, or null if it may. */
  @Nullable Verdict declinesGenuine() {
    Duration wait = rate.map(TokenBucket::take).orElse(Duration.ZERO);
    return wait.isZero()
        ? null
        : putOff(wait, System.Logger.Level.WARNING, Messages.rateLimitReached(source));
  }

  private static Verdict putOff(Duration wait, System.Logger.Level level, String message) {
    return Verdict.later(Outcome.RATE_LIMITED, Reason.RATE, wait, level, message);
  }
}
