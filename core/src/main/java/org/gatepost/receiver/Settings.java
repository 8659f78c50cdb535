package org.gatepost.receiver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.internal.guard.LedgerSettings;
import org.gatepost.receiver.internal.network.NetworkSettings;
import org.gatepost.receiver.internal.network.PublicUrl;
import org.gatepost.receiver.internal.secret.HandshakeSettings;
import org.gatepost.receiver.internal.secret.SecretSettings;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verifier;

/**
 * A filter's init-params, valid as a whole.
 *
 * @param source the filter's name
 * @param secrets the secrets, which the scheme can use
 * @param publicUrl the URL by which the sender knows the application, if the request's is another
 * @param requireHttps whether plain HTTP is refused
 * @param network where requests may come from, and how many
 * @param handshakes what only handshakes have
 * @param ledger where deliveries are remembered
 * @param operation whether requests are refused, and when the source is healthy
 * @param warnings what an operator should know, without secrets
 */
public record Settings(
    String source,
    Scheme scheme,
    SecretSettings secrets,
    Optional<PublicUrl> publicUrl,
    boolean requireHttps,
    NetworkSettings network,
    HandshakeSettings handshakes,
    LedgerSettings ledger,
    OperationSettings operation,
    List<String> warnings) {

  private static final Set<String> OWN = Set.of("scheme", "public-url", "require-https");

  /**
   * Reads the init-params.
   *
   * @param source the filter's name
   * @param params by their names
   * @return the settings
   * @throws InvalidSettingException if one is unknown, missing or breaks its rule; the message says
   *     which, where and why
   */
  public static Settings read(String source, Map<String, String> params) {
    return read(source, params, Lookup.byServer());
  }

  /**
   * Reads the init-params.
   *
   * @param source the filter's name
   * @param params by their names
   * @param lookup where names in them lead to
   * @return the settings
   * @throws InvalidSettingException as above
   */
  public static Settings read(String source, Map<String, String> params, Lookup lookup) {
    requireKnown(params.keySet(), source);
    Scheme scheme = scheme(params, source);
    HandshakeSettings handshakes = HandshakeSettings.read(params, scheme, source, lookup);
    boolean learning = handshakes.secretFile().isPresent();
    // There is none before the handshake that brings it.
    SecretSettings secrets = SecretSettings.read(params, learning, source, lookup);
    requireUsable(scheme, secrets, source);
    LedgerSettings ledger = LedgerSettings.read(params, scheme, source, lookup);
    Optional<PublicUrl> publicUrl = publicUrl(params, source);
    List<String> warnings = new ArrayList<>(secrets.warnings(source));
    warnings.addAll(ledger.warnings(scheme, source));
    if (scheme.signsHost() && publicUrl.isEmpty()) {
      warnings.add(Messages.unknownHost(source));
    }
    return new Settings(
        source,
        scheme,
        secrets,
        publicUrl,
        // Over plain HTTP everybody on the way reads a secret.
        requireHttps(params, scheme.sendsSecret() || learning, source),
        NetworkSettings.read(params, source),
        handshakes,
        ledger,
        OperationSettings.read(params, source),
        List.copyOf(warnings));
  }

  /** {@return what an operator wants to know at start, without secrets} */
  public String summary() {
    return "scheme "
        + scheme.name()
        + ", secrets "
        + secrets.summary()
        + ", tolerance "
        + scheme.tolerance().map(Duration::toString).orElse("none")
        + ", max-body "
        + scheme.maxBodyInBytes()
        + " bytes, "
        + (requireHttps ? "HTTPS only, " : "")
        + network.summary()
        + ledger.summary()
        + ", "
        + operation.summary();
  }

  private static void requireKnown(Set<String> names, String source) {
    Set<String> known = new TreeSet<>(Scheme.keys());
    known.addAll(OWN);
    known.addAll(SecretSettings.OWN);
    known.addAll(HandshakeSettings.OWN);
    known.addAll(NetworkSettings.OWN);
    known.addAll(LedgerSettings.OWN);
    known.addAll(OperationSettings.OWN);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidSettingException(Messages.unknownInitParam(name, source, known));
      }
    }
  }

  private static Scheme scheme(Map<String, String> params, String source) {
    String name = params.get("scheme");
    if (name == null || name.isBlank()) {
      throw new InvalidSettingException(
          Messages.missingInitParam(
              "scheme", source, "the name of a preset such as github, or custom"));
    }
    Map<String, String> overrides = new TreeMap<>(params);
    overrides.keySet().retainAll(Scheme.keys());
    try {
      return Scheme.of(name.strip(), overrides);
    } catch (InvalidSchemeException e) {
      throw new InvalidSettingException(Messages.invalidInitParam(e.key(), source, e.rule()), e);
    }
  }

  private static void requireUsable(Scheme scheme, SecretSettings settings, String source) {
    List<Secret> secrets = settings.secrets();
    try {
      Verifier unused = scheme.verifier(secrets);
    } catch (InvalidSchemeException e) {
      throw new InvalidSettingException(Messages.invalidInitParam(e.key(), source, e.rule()), e);
    } catch (IllegalArgumentException e) {
      if (secrets.isEmpty() && !settings.found().isEmpty()) {
        // Each of them is missing, and may be.
        return;
      }
      // Says which secret by its label; the cause is dropped lest it say more.
      throw new InvalidSettingException(
          Messages.secretInvalid(source, String.valueOf(e.getMessage())));
    }
  }

  private static Optional<PublicUrl> publicUrl(Map<String, String> params, String source) {
    String text = params.get("public-url");
    return text == null ? Optional.empty() : Optional.of(PublicUrl.parse(text, source));
  }

  private static boolean requireHttps(Map<String, String> params, boolean absent, String source) {
    String text = params.get("require-https");
    if (text == null) {
      return absent;
    }
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidSettingException(
              Messages.invalidInitParam(
                  "require-https", source, "must be true or false, was [" + text + "]"));
    };
  }
}
