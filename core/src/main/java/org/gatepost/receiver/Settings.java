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
        + scheme.answer().within().map(limit -> "answers within " + limit + ", ").orElse("")
        + (requireHttps ? "HTTPS only, " : "")
        + network.summary()
        + ledger.summary()
        + ", "
        + operation.summary();
  }

  /**
   * Reads the init-params, where the application has defaults for all its sources.
   *
   * @param source the filter's name
   * @param params by their names
   * @param defaults by the same names, of {@link #common}. One has no effect on a source that has a
   *     value of its own, or can have none.
   * @param lookup where names in them lead to
   * @return the settings
   * @throws InvalidSettingException as above; the message says where it is a default that breaks
   *     the rule
   */
  public static Settings read(
      String source, Map<String, String> params, Map<String, String> defaults, Lookup lookup) {
    if (defaults.isEmpty()) {
      // Without them the scheme need not be read to know which of them count.
      return read(source, params, lookup);
    }
    try {
      return read(source, merged(source, params, defaults), lookup);
    } catch (InvalidSettingException e) {
      String trouble = String.valueOf(e.getMessage());
      for (String name : defaults.keySet()) {
        Map<String, String> others = new TreeMap<>(defaults);
        others.remove(name);
        // There may be another mistake, which shows when this one is gone.
        if (trouble.contains("[" + name + "]")
            && !trouble.equals(trouble(source, params, others, lookup))) {
          throw new InvalidSettingException(
              Messages.invalidContextParam(
                  name,
                  "does not suit filter ["
                      + source
                      + "]; give that its own ["
                      + name
                      + "] or change the default: "
                      + trouble),
              e);
        }
      }
      throw e;
    }
  }

  private static String trouble(
      String source, Map<String, String> params, Map<String, String> defaults, Lookup lookup) {
    try {
      Settings unused = read(source, merged(source, params, defaults), lookup);
      return "";
    } catch (InvalidSettingException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Map<String, String> merged(
      String source, Map<String, String> params, Map<String, String> defaults) {
    requireKnown(params.keySet(), source);
    Map<String, String> merged = new TreeMap<>(defaults);
    merged.keySet().removeAll(Scheme.keys());
    merged.putAll(params);
    Scheme scheme = scheme(merged, source);
    // A preset knows best how long its sender's events must be remembered.
    if (scheme.remember().isEmpty() && defaults.containsKey(LedgerSettings.REMEMBER)) {
      merged.put(LedgerSettings.REMEMBER, defaults.get(LedgerSettings.REMEMBER));
    }
    Set<String> idle = new TreeSet<>(HandshakeSettings.idle(scheme));
    idle.addAll(LedgerSettings.idle(merged));
    idle.removeAll(params.keySet());
    merged.keySet().removeAll(idle);
    return merged;
  }

  /**
   * What may be the default of all sources: every init-param but those that describe a sender.
   *
   * @return the names
   */
  public static Set<String> common() {
    Set<String> common = own();
    common.removeAll(Scheme.keys());
    common.add(LedgerSettings.REMEMBER);
    return common;
  }

  private static Set<String> own() {
    Set<String> own = new TreeSet<>(OWN);
    own.addAll(SecretSettings.OWN);
    own.addAll(HandshakeSettings.OWN);
    own.addAll(NetworkSettings.OWN);
    own.addAll(LedgerSettings.OWN);
    own.addAll(OperationSettings.OWN);
    return own;
  }

  private static void requireKnown(Set<String> names, String source) {
    Set<String> known = own();
    known.addAll(Scheme.keys());
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
