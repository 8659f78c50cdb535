package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.internal.key.Algorithm;

/**
 * The kinds of handshakes of a scheme, at most {@value #MAX}: the keys of a second and third one
 * end with {@code -2} and {@code -3}. Immutable.
 *
 * @param all those that are declared, in the order in which requests are held against them
 */
public record HandshakeRules(List<HandshakeRule> all) {
  private static final int MAX = 3;
  private static final String WHEN = "handshake-when";
  private static final List<String> KEYS =
      List.of(
          "handshake-method",
          WHEN,
          "handshake-answer",
          "handshake-answer-header",
          "handshake-content-type",
          "handshake-secret",
          "handshake-status");

  /** The keys of all kinds. */
  public static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    for (int kind = 1; kind <= MAX; kind++) {
      for (String key : KEYS) {
        keys.add(key + suffix(kind));
      }
    }
    return keys;
  }

  private static String suffix(int kind) {
    return kind == 1 ? "" : "-" + kind;
  }

  /** Reads the handshakes of a scheme, as {@link HandshakeRule#read} does one. */
  public static HandshakeRules read(SchemeKeys keys, Algorithm algorithm, boolean comparable) {
    List<HandshakeRule> all = new ArrayList<>();
    for (int kind = 1; kind <= MAX; kind++) {
      String suffix = suffix(kind);
      Map<String, String> own = new TreeMap<>();
      for (String key : KEYS) {
        if (keys.has(key + suffix)) {
          own.put(key, keys.text(key + suffix, ""));
        }
      }
      try {
        for (Map<String, String> one : alternatives(own)) {
          HandshakeRule rule =
              HandshakeRule.read(keys.replacing(Set.copyOf(KEYS), one), algorithm, comparable);
          if (rule.isDeclared()) {
            all.add(rule);
          }
        }
      } catch (InvalidSchemeException e) {
        throw KEYS.contains(e.key()) ? new InvalidSchemeException(e.key() + suffix, e.rule()) : e;
      }
    }
    return new HandshakeRules(List.copyOf(all));
  }

  /** The keys of a kind, once for each of its conditions that are joined with {@code or}. */
  @SuppressForbidden("Of the configuration, not of requests.")
  private static List<Map<String, String>> alternatives(Map<String, String> keys) {
    String when = keys.get(WHEN);
    if (when == null) {
      return List.of(keys);
    }
    List<Map<String, String>> alternatives = new ArrayList<>();
    for (String alternative : when.split(" or ", -1)) {
      Map<String, String> one = new TreeMap<>(keys);
      one.put(WHEN, alternative.strip());
      alternatives.add(one);
    }
    return alternatives;
  }

  /** The methods of handshakes that nobody signs. */
  public Set<String> methods() {
    Set<String> methods = new LinkedHashSet<>();
    all.forEach(rule -> methods.addAll(rule.methods()));
    return methods;
  }

  /** Whether an answer has an HMAC with the key of the deliveries. */
  public boolean isKeyed() {
    return all.stream().anyMatch(HandshakeRule::isKeyed);
  }

  /** Whether a handshake must know the configured token. */
  public boolean asksForToken() {
    return all.stream().anyMatch(HandshakeRule::asksForToken);
  }

  /** Whether a handshake brings the secret of the deliveries. */
  public boolean bringsSecret() {
    return all.stream().anyMatch(rule -> rule.secret() != null);
  }

  /** What a request must have to be one of the handshakes. */
  public List<Requirement> conditions() {
    return all.stream().flatMap(rule -> rule.conditions().stream()).toList();
  }

  /** Every place that these rules look at. */
  public List<Reference> references() {
    return all.stream().flatMap(rule -> rule.references().stream()).toList();
  }
}
