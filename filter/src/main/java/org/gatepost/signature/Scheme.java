package org.gatepost.signature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatepost.internal.Nearest;
import org.gatepost.internal.SuppressForbidden;

/**
 * How one sender signs, read from keys and values. Immutable and thread-safe.
 *
 * <p>A preset is a file {@code META-INF/gatepost/schemes/NAME.properties}; the language is
 * documented in {@code docs/reference/schemes.md}.
 */
public final class Scheme {
  private static final String CUSTOM = "custom";
  private static final String MAX_BODY = "1M";

  private final String name;
  private final SignedScheme scheme;
  private final boolean choosesKey;

  private Scheme(String name, SignedScheme scheme, boolean choosesKey) {
    this.choosesKey = choosesKey;
    this.name = name;
    this.scheme = scheme;
  }

  /**
   * A preset as it ships.
   *
   * @param name the preset's name, such as {@code github}
   * @return the preset
   * @throws InvalidSchemeException if there is no such preset
   */
  public static Scheme preset(String name) {
    return of(name, Map.of());
  }

  /**
   * A preset with some keys overridden, or, under the name {@code custom}, a scheme spelled out.
   *
   * @param name the preset's name, or {@code custom}
   * @param overrides values by key, which replace the preset's
   * @return the scheme
   * @throws InvalidSchemeException if there is no such preset, a key is unknown or missing, or a
   *     value breaks its rule
   */
  public static Scheme of(String name, Map<String, String> overrides) {
    Map<String, String> keys = new TreeMap<>();
    keys.put("max-body", MAX_BODY);
    if (!name.equals(CUSTOM)) {
      keys.putAll(file(name));
    }
    keys.putAll(overrides);
    return new Scheme(name, SchemeReader.read(keys), keys.containsKey("key"));
  }

  /** All presets that are well written, in alphabetical order. */
  static List<Scheme> presets() {
    List<Scheme> presets = new ArrayList<>();
    PresetFiles.all()
        .forEach(
            (name, keys) -> {
              try {
                keys.putIfAbsent("max-body", MAX_BODY);
                presets.add(new Scheme(name, SchemeReader.read(keys), keys.containsKey("key")));
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

  /**
   * {@return whether the signature covers the URL or a part of it, so that a proxy which changes
   * that makes it wrong}
   */
  public boolean signsUrl() {
    return scheme.settings().signsUrl();
  }

  /** {@return every key of the scheme language} */
  public static Set<String> keys() {
    return SchemeReader.KEYS;
  }

  /** {@return the preset's name, or {@code custom}} */
  public String name() {
    return name;
  }

  /**
   * {@return how far the signed time may lie from now, inclusive; empty if no time is signed, or on
   * purpose}
   */
  public Optional<Duration> tolerance() {
    return Optional.ofNullable(definition().tolerance());
  }

  /**
   * {@return how long a finished delivery is remembered, zero for not at all: then an equal request
   * is another event; empty if the scheme does not say}
   */
  public Optional<Duration> remember() {
    return Optional.ofNullable(definition().identity().remember());
  }

  /**
   * {@return what makes two requests the same delivery, as the scheme's {@code key} says or, where
   * that is left out, what it stands for}
   */
  public String key() {
    return definition().identity().key().toString();
  }

  /**
   * {@return whether requests with equal bodies are one delivery although nobody has said so: the
   * scheme leaves {@code key} out, has no id under its signature, and remembers what is finished}
   */
  public boolean takesEqualBodiesForOne() {
    return !choosesKey
        && definition().identity().key().base() == KeyRule.Base.DIGEST
        && !definition().identity().recurs();
  }

  /** {@return the longest body in bytes, inclusive} */
  public int maxBodyInBytes() {
    return definition().requests().maxBodyInBytes();
  }

  /**
   * {@return the methods of HTTP that this sender uses, those of handshakes included, in
   * alphabetical order}
   */
  public Set<String> methods() {
    Set<String> methods = new TreeSet<>(definition().requests().methods());
    methods.addAll(definition().handshake().methods());
    return methods;
  }

  /** {@return whether a handshake must know a token that is configured here and at the sender} */
  public boolean asksForHandshakeToken() {
    return definition().handshake().asksForToken();
  }

  /** {@return whether a handshake brings the secret that the sender will sign with} */
  public boolean bringsSecret() {
    return definition().handshake().secret() != null;
  }

  /** {@return whether requests carry the secret itself, so that whoever sees one can send more} */
  public boolean sendsSecret() {
    return definition().algorithm().kind() == Algorithm.Kind.TOKEN;
  }

  /**
   * {@return whether the sender signs the host that it sends to, so that a request for another host
   * is only refused if it is known by which one the sender knows this application}
   */
  public boolean signsHost() {
    return scheme.settings().signsHost();
  }

  /**
   * {@return whether the sender signs the path that it sends to, so that it is good for no other}
   */
  public boolean signsPath() {
    return scheme.settings().signsPath();
  }

  /**
   * A verifier of this scheme.
   *
   * @param secrets the current secrets, newest first; each may have signed
   * @return a verifier that knows these secrets
   * @throws IllegalArgumentException if there is no secret, unless a handshake brings it, or one is
   *     not written as this scheme's are; the message names its label only
   */
  public Verifier verifier(List<Secret> secrets) {
    return verifier(secrets, List.of());
  }

  /**
   * A verifier of this scheme that knows what its handshakes have to know.
   *
   * @param secrets the current secrets, newest first; each may have signed
   * @param handshakeTokens what is entered at the sender to be sent with its handshake; each is
   *     good
   * @return a verifier that knows these secrets
   * @throws InvalidSchemeException if the scheme needs a key that a preset cannot know
   * @throws IllegalArgumentException if there is no secret, unless a handshake brings it, or one is
   *     not written as this scheme's are; the message names its label only
   */
  public Verifier verifier(List<Secret> secrets, List<Secret> handshakeTokens) {
    SchemeDefinition definition = definition();
    definition.requireConfigured();
    // A secret that is yet to come refuses everything but the handshake that brings it.
    if (secrets.isEmpty() && !bringsSecret()) {
      throw new IllegalArgumentException("there must be at least one secret");
    }
    return new SchemeVerifier(
        definition,
        scheme.authentication(secrets),
        new HandshakeAnswers(definition, secrets, handshakeTokens));
  }

  /**
   * A signer of this scheme.
   *
   * @param secret the secret to sign with
   * @return a signer that knows this secret
   * @throws IllegalArgumentException if the secret is not written as this scheme's are; the message
   *     names its label only
   */
  public Signer signer(Secret secret) {
    return new Signer(scheme.signing(secret));
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
