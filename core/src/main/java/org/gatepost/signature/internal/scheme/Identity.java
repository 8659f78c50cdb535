package org.gatepost.signature.internal.scheme;

import java.time.Duration;
import org.gatepost.signature.internal.key.Algorithm;
import org.jspecify.annotations.Nullable;

/**
 * By what the deliveries of a scheme are told apart, and for how long. Immutable.
 *
 * @param repeatableTypes the types to whose key the unsigned id is added, or null
 * @param remember how long a finished delivery is remembered, zero for not at all; null if the
 *     scheme does not say
 */
public record Identity(
    @Nullable Choice id,
    @Nullable Choice type,
    KeyRule key,
    @Nullable RepeatableTypes repeatableTypes,
    @Nullable Duration remember) {

  public static Identity read(
      SchemeKeys keys,
      @Nullable Choice id,
      @Nullable Choice type,
      SignedContent content,
      Algorithm algorithm) {
    KeyRule key = key(keys, id, type, content, algorithm);
    return new Identity(
        id, type, key, repeatableTypes(keys, key), keys.optional("remember", SchemeKeys::remember));
  }

  private static KeyRule key(
      SchemeKeys keys,
      @Nullable Choice id,
      @Nullable Choice type,
      SignedContent content,
      Algorithm algorithm) {
    // Under a token, which covers nothing, no id is less safe than another.
    boolean signed =
        id != null
            && (algorithm.kind() == Algorithm.Kind.TOKEN
                || id.references().stream()
                    .allMatch(r -> content.covers(r) || content.covers(Reference.ID)));
    KeyRule chosen = keys.optional("key", KeyRule::parse);
    KeyRule rule =
        chosen != null
            ? chosen
            : new KeyRule(
                signed ? KeyRule.Base.ID : KeyRule.Base.DIGEST,
                isOpen(type, content),
                false,
                false);
    if ((rule.isById() || rule.withId()) && !signed) {
      throw keys.invalid(
          "key",
          "must be digest, digest and type, or none: the signature does not cover the id, so a replay could bear a fresh one");
    }
    if (rule.withType() && type == null) {
      throw keys.invalid("key", "must come with type");
    }
    if (rule.withTime() && !keys.has("time")) {
      throw keys.invalid("key", "must come with time");
    }
    return rule;
  }

  /** Whether anybody can exchange the type of a request without its body. */
  private static boolean isOpen(@Nullable Choice type, SignedContent content) {
    return Choice.referencesOf(type).stream()
        .anyMatch(
            r -> (r.is(Reference.Kind.HEADER) || r.is(Reference.Kind.QUERY)) && !content.covers(r));
  }

  /** The types to whose digest the id is added; null where another key needs or has none. */
  private static @Nullable RepeatableTypes repeatableTypes(SchemeKeys keys, KeyRule rule) {
    RepeatableTypes types = keys.optional("repeatable-types", RepeatableTypes::parse);
    if (types == null || types.patterns().isEmpty()) {
      return null;
    }
    if (!keys.has("id") || !keys.has("type")) {
      throw keys.invalid("repeatable-types", "must come with id and type");
    }
    return rule.base() == KeyRule.Base.DIGEST && !rule.withId() ? types : null;
  }

  /** Whether equal bodies of this type are different events, which the id tells apart. */
  public boolean isRepeatable(String type) {
    return repeatableTypes != null && repeatableTypes.contains(type);
  }

  /** Whether an equal request is another event once a delivery is finished. */
  public boolean recurs() {
    return Duration.ZERO.equals(remember);
  }
}
