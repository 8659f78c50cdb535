package org.gatepost.receiver.internal.secret;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepost.Lookup;
import org.gatepost.internal.DurationRange;
import org.gatepost.internal.Messages;
import org.gatepost.internal.param.DurationParam;
import org.gatepost.signature.Secret;

/**
 * The init-params on secrets.
 *
 * @param found the secrets, newest first; empty only where one is to be learned
 * @param overlap how long a former value counts after a change; zero if not at all
 */
public record SecretSettings(List<FoundSecret> found, Duration overlap) {
  public static final Set<String> OWN = Set.of("secret", "secret-overlap", MissingSecret.NAME);

  private static final DurationParam OVERLAP =
      new DurationParam(
          "secret-overlap",
          new DurationRange(Duration.ofSeconds(1), Duration.ofHours(24), true),
          Duration.ofMinutes(1));

  /**
   * Reads the secrets where the references point.
   *
   * @param learning whether a handshake will bring the secret, so that there may be none yet
   * @param lookup where names of {@code config:} lead to
   */
  public static SecretSettings read(
      Map<String, String> params, boolean learning, String source, Lookup lookup) {
    String secret = params.get("secret");
    MissingSecret missing = MissingSecret.read(params, source);
    return new SecretSettings(
        secret == null && learning
            ? List.of()
            : FoundSecret.find(secret, "secret", source, missing, lookup),
        OVERLAP.read(params, source));
  }

  /** Those of the secrets that were there, for a scheme. */
  public List<Secret> secrets() {
    return found.stream().flatMap(secret -> secret.secret().stream()).toList();
  }

  /** What logs call the secrets, be they there or not. */
  public List<String> labels() {
    return found.stream().map(FoundSecret::label).toList();
  }

  /** What an operator wants to know at start. */
  public String summary() {
    String labels = labels().toString();
    return found.stream().anyMatch(secret -> secret.reference().isReread())
        ? labels + ", secret-overlap " + (overlap.isZero() ? "none" : overlap)
        : labels;
  }

  /** What an operator should know, without secrets. */
  public List<String> warnings(String source) {
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
}
