package org.gatepost.receiver.internal.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.jspecify.annotations.Nullable;

/**
 * The init-params about where requests come from and how many.
 *
 * @param allowFrom the only addresses that may send, if not all may
 * @param trustedProxies whose word on the client is taken
 * @param rateLimit how many genuine requests are let through
 * @param failureLimit how many refused ones a client may send
 */
public record NetworkSettings(
    Optional<Cidrs> allowFrom,
    Cidrs trustedProxies,
    Optional<RateLimit> rateLimit,
    Optional<RateLimit> failureLimit) {
  public static final Set<String> OWN =
      Set.of("allow-from", "trusted-proxies", "rate-limit", "failure-limit");

  /**
   * Reads them.
   *
   * @throws InvalidSettingException if one breaks its rule; the message says which and why
   */
  public static NetworkSettings read(Map<String, String> params, String source) {
    String allowed = params.get("allow-from");
    Optional<RateLimit> rate = limit(params, "rate-limit", Optional.empty(), source);
    return new NetworkSettings(
        allowed == null
            ? Optional.empty()
            : Optional.of(Cidrs.parse(allowed, "allow-from", source)),
        trustedProxies(params.get("trusted-proxies"), source),
        rate,
        limit(params, "failure-limit", rate, source));
  }

  /** For the operator: each with a comma behind it, nothing of what is not set. */
  public String summary() {
    return allowFrom.map(ranges -> "allow-from " + ranges + ", ").orElse("")
        + (trustedProxies.ranges().isEmpty() ? "" : "trusted-proxies " + trustedProxies + ", ")
        + rateLimit.map(limit -> "rate-limit " + limit + ", ").orElse("")
        + failureLimit.map(limit -> "failure-limit " + limit + ", ").orElse("");
  }

  private static Cidrs trustedProxies(@Nullable String text, String source) {
    if (text == null) {
      return new Cidrs(List.of());
    }
    Cidrs proxies = Cidrs.parse(text, "trusted-proxies", source);
    for (Cidr range : proxies.ranges()) {
      if (range.prefixInBits() == 0) {
        throw new InvalidSettingException(
            Messages.invalidInitParam(
                "trusted-proxies",
                source,
                "must not be every address, as any client could then name itself as it likes: was ["
                    + range
                    + "]"));
      }
    }
    return proxies;
  }

  private static Optional<RateLimit> limit(
      Map<String, String> params, String name, Optional<RateLimit> absent, String source) {
    String text = params.get(name);
    if (text == null) {
      return absent;
    }
    return text.strip().equals("none")
        ? Optional.empty()
        : Optional.of(RateLimit.parse(text, name, source));
  }
}
