package org.gatepost.signature;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * How one sender signs, read from keys and values. Immutable and thread-safe.
 *
 * <p>A preset is a file {@code META-INF/gatepost/schemes/NAME.properties}; the language is
 * documented in {@code docs/schemes.md}.
 */
public final class Scheme {
  private static final String CUSTOM = "custom";

  private final String name;
  private final SchemeDefinition definition;

  private Scheme(String name, SchemeDefinition definition) {
    this.name = name;
    this.definition = definition;
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
    keys.put("max-body", "1M");
    if (!name.equals(CUSTOM)) {
      keys.putAll(file(name));
    }
    keys.putAll(overrides);
    return new Scheme(name, SchemeReader.read(keys));
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
    return Optional.ofNullable(definition.tolerance());
  }

  /** {@return the longest body in bytes, inclusive} */
  public int maxBodyInBytes() {
    return definition.maxBodyInBytes();
  }

  /** {@return the methods of HTTP that this sender uses, in alphabetical order} */
  public Set<String> methods() {
    return definition.methods();
  }

  /** {@return the method of a handshake that nobody signs; empty if there is none such} */
  public Optional<String> handshakeMethod() {
    return Optional.ofNullable(definition.handshake().method());
  }

  /** {@return whether requests carry the secret itself, so that whoever sees one can send more} */
  public boolean sendsSecret() {
    return definition.algorithm().kind() == Algorithm.Kind.TOKEN;
  }

  /**
   * A verifier of this scheme.
   *
   * @param secrets the current secrets, newest first; each may have signed
   * @return a verifier that knows these secrets
   * @throws IllegalArgumentException if there is no secret, or one is not written as this scheme's
   *     are; the message names its label only
   */
  public Verifier verifier(List<Secret> secrets) {
    return new SchemeVerifier(definition, secrets, null);
  }

  /**
   * A verifier of this scheme that knows what a sender's handshake has to know.
   *
   * @param secrets the current secrets, newest first; each may have signed
   * @param handshakeToken what is entered at the sender to be sent with its handshake
   * @return a verifier that knows these secrets
   * @throws IllegalArgumentException if there is no secret, or one is not written as this scheme's
   *     are; the message names its label only
   */
  public Verifier verifier(List<Secret> secrets, Secret handshakeToken) {
    return new SchemeVerifier(definition, secrets, handshakeToken);
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
    return new Signer(definition, secret);
  }

  private static Map<String, String> file(String name) {
    String rule = "must be custom or the name of a preset, was [" + name + "]";
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new InvalidSchemeException("scheme", rule);
    }
    try (InputStream in =
        Scheme.class.getResourceAsStream("/META-INF/gatepost/schemes/" + name + ".properties")) {
      if (in == null) {
        throw new InvalidSchemeException("scheme", rule);
      }
      Properties properties = new Properties();
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
      Map<String, String> keys = new TreeMap<>();
      properties.stringPropertyNames().forEach(key -> keys.put(key, properties.getProperty(key)));
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException("preset " + name + " cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return "Scheme[" + name + "]";
  }
}
