package org.gatepost.signature.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatepost.internal.Nearest;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.DeliveryAnswer;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Signer;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.SecretKeys;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.scheme.AnswerForm;
import org.gatepost.signature.internal.scheme.KeyRule;
import org.gatepost.signature.internal.scheme.SchemeDefinition;

/** A scheme that was read from its keys. Immutable and thread-safe. */
final class ReadScheme implements Scheme {
  private static final String CUSTOM = "custom";
  private static final String MAX_BODY = "1M";

  private final String name;
  private final SignedScheme scheme;
  private final boolean choosesKey;
  private final String secretSeparator;
  private final Verified.Authority authority;
  private final FittingPresets presets;

  private ReadScheme(String name, Map<String, String> keys, Verified.Authority authority) {
    keys.putIfAbsent("max-body", MAX_BODY);
    this.name = name;
    this.scheme = SchemeReader.read(keys);
    this.choosesKey = keys.containsKey("key");
    this.secretSeparator = keys.getOrDefault("secret-separator", "");
    if (keys.containsKey("secret-separator") && secretSeparator.isBlank()) {
      throw new InvalidSchemeException(
          "secret-separator", "must be what stands between two secrets, such as |");
    }
    this.authority = authority;
    this.presets = new FittingPresets(this);
  }

  /** As {@link Scheme#of}. */
  static ReadScheme of(String name, Map<String, String> overrides, Verified.Authority authority) {
    Map<String, String> keys = new TreeMap<>();
    if (!name.equals(CUSTOM)) {
      keys.putAll(file(name));
    }
    keys.putAll(overrides);
    return new ReadScheme(name, keys, authority);
  }

  /** All presets that are well written, in alphabetical order. */
  List<ReadScheme> presets() {
    List<ReadScheme> presets = new ArrayList<>();
    PresetFiles.all()
        .forEach(
            (preset, keys) -> {
              try {
                presets.add(new ReadScheme(preset, keys, authority));
              } catch (InvalidSchemeException e) {
                // Whoever uses an ill-written one of the application's own is told.
              }
            });
    return List.copyOf(presets);
  }

  SchemeDefinition definition() {
    return scheme.definition();
  }

  /** Whether requests of others may be tried with it, to find which preset they fit. */
  boolean isTriedForHints() {
    return scheme.method().isTriedForHints();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean signsUrl() {
    return scheme.settings().signsUrl();
  }

  @Override
  public boolean signsHost() {
    return scheme.settings().signsHost();
  }

  @Override
  public boolean signsPath() {
    return scheme.settings().signsPath();
  }

  @Override
  public Optional<Duration> tolerance() {
    return Optional.ofNullable(definition().tolerance());
  }

  @Override
  public Optional<Duration> remember() {
    return Optional.ofNullable(definition().identity().remember());
  }

  @Override
  public String key() {
    return definition().identity().key().toString();
  }

  @Override
  public boolean takesEqualBodiesForOne() {
    return !choosesKey
        && definition().identity().key().base() == KeyRule.Base.DIGEST
        && !definition().identity().recurs();
  }

  @Override
  public int maxBodyInBytes() {
    return definition().requests().maxBodyInBytes();
  }

  @Override
  public Set<String> methods() {
    Set<String> methods = new TreeSet<>(definition().requests().methods());
    methods.addAll(definition().handshakes().methods());
    return methods;
  }

  @Override
  public boolean asksForHandshakeToken() {
    return definition().handshakes().asksForToken();
  }

  @Override
  public boolean bringsSecret() {
    return definition().handshakes().bringsSecret();
  }

  @Override
  public boolean sendsSecret() {
    return definition().algorithm().kind() == Algorithm.Kind.TOKEN;
  }

  @Override
  public DeliveryAnswer answer() {
    AnswerForm form = definition().answer();
    return new DeliveryAnswer(
        Optional.ofNullable(form.text()),
        form.contentType(),
        form.alwaysEmpty(),
        form.formsOnly(),
        Optional.ofNullable(form.within()),
        definition().signature().challenge());
  }

  @Override
  public Verifier verifier(List<Secret> secrets, List<Secret> handshakeTokens) {
    SchemeDefinition definition = definition();
    definition.requireConfigured();
    // A secret that is yet to come refuses everything but the handshake that brings it.
    if (secrets.isEmpty() && !bringsSecret()) {
      throw new IllegalArgumentException("there must be at least one secret");
    }
    List<Secret> all =
        secrets.stream().flatMap(s -> SecretKeys.separated(s, secretSeparator).stream()).toList();
    return new SchemeVerifier(
        definition,
        scheme.authentication(all),
        HandshakeAnswers.of(definition, all, handshakeTokens),
        authority);
  }

  @Override
  public Signer signer(Secret secret) {
    Signing signing = scheme.signing(SecretKeys.separated(secret, secretSeparator).get(0));
    return (method, url, body, time, headers) -> {
      try {
        return signing.sign(new OutgoingRequest(method, url, headers, body), time);
      } catch (RefusedException e) {
        throw new IllegalArgumentException("cannot sign: " + e.refusal().detail(), e);
      }
    };
  }

  @Override
  public String fittingPresets(
      SignedRequest request, List<Secret> secrets, Refusal refusal, Instant now) {
    return presets.hint(request, secrets, refusal, now);
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  private static Map<String, String> file(String name) {
    Map<String, String> keys =
        name.matches("[a-z0-9][a-z0-9-]{0,63}") ? PresetFiles.keys(name) : null;
    if (keys == null) {
      Set<String> known = PresetFiles.names();
      known.add(CUSTOM);
      throw new InvalidSchemeException(
          "scheme",
          "must be custom or the name of a preset, was [" + name + "]" + Nearest.hint(name, known));
    }
    return keys;
  }

  @Override
  public String toString() {
    return "Scheme[" + name + "]";
  }
}
