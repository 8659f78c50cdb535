package org.gatepost.filter;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepost.signature.Nearest;
import org.gatepost.signature.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The init-params on secrets.
 *
 * @param found the secrets, newest first; empty only where one is to be learned
 * @param overlap how long a former value counts after a change; zero if not at all
 */
record SecretSettings(List<FoundSecret> found, Duration overlap) {
  static final Set<String> OWN = Set.of("secret", "secret-overlap");

  private static final Duration MIN_OVERLAP = Duration.ofSeconds(1);
  private static final Duration MAX_OVERLAP = Duration.ofHours(24);
  private static final Duration DEFAULT_OVERLAP = Duration.ofMinutes(1);

  /**
   * Reads the secrets where the references point.
   *
   * @param learning whether a handshake will bring the secret, so that there may be none yet
   */
  static SecretSettings read(Map<String, String> params, boolean learning, String source) {
    String secret = params.get("secret");
    return new SecretSettings(
        secret == null && learning ? List.of() : FoundSecret.find(secret, "secret", source),
        overlap(params.get("secret-overlap"), source));
  }

  /** The secrets, for a scheme. */
  List<Secret> secrets() {
    return found.stream().map(FoundSecret::secret).toList();
  }

  /** What an operator wants to know at start. */
  String summary() {
    String labels = found.stream().map(secret -> secret.reference().label()).toList().toString();
    return found.stream().anyMatch(secret -> secret.reference().isReread())
        ? labels + ", secret-overlap " + (overlap.isZero() ? "none" : overlap)
        : labels;
  }

  /** What an operator should know, without secrets. */
  List<String> warnings(String source) {
    List<String> warnings = new ArrayList<>();
    for (FoundSecret secret : found) {
      if (secret.reference().isLiteral()) {
        warnings.add(Messages.literalSecret(source, secret.reference().label()));
      }
    }
    for (Secret secret : secrets()) {
      if (secret.hasOuterWhiteSpace()) {
        warnings.add(Messages.whiteSpaceAroundSecret(source, secret.label()));
      }
    }
    return warnings;
  }

  private static Duration overlap(@Nullable String text, String source) {
    if (text == null) {
      return DEFAULT_OVERLAP;
    }
    if (text.strip().equals("none")) {
      return Duration.ZERO;
    }
    String rule =
        "must be an ISO-8601 duration from PT1S to PT24H, or none, was ["
            + text
            + "]"
            + Nearest.durationHint(text);
    try {
      Duration overlap = Duration.parse(text.strip());
      if (overlap.compareTo(MIN_OVERLAP) < 0 || overlap.compareTo(MAX_OVERLAP) > 0) {
        throw new InvalidSettingException(
            Messages.invalidInitParam("secret-overlap", source, rule));
      }
      return overlap;
    } catch (DateTimeParseException e) {
      throw new InvalidSettingException(
          Messages.invalidInitParam("secret-overlap", source, rule), e);
    }
  }
}
