package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.internal.key.Algorithm;
import org.jspecify.annotations.Nullable;

/**
 * How a scheme's handshake is recognized and answered. Immutable.
 *
 * @param methods the methods of a handshake that nobody signs; none if handshakes are signed as
 *     deliveries are, or there are none
 * @param conditions what a request must have to be a handshake
 * @param contentType the media type of the answer
 * @param answer the answer's body, or null for an empty one, or where code gives it
 * @param headers the answer's headers
 * @param secret where a handshake brings the secret of the deliveries, or null
 * @param status the answer's status: 200, or 204 without a body
 */
public record HandshakeRule(
    Set<String> methods,
    List<Requirement> conditions,
    String contentType,
    @Nullable Choice answer,
    Map<String, Choice> headers,
    @Nullable Reference secret,
    int status) {

  /** The value that stands for the configured token. */
  public static final String TOKEN = "{handshake-token}";

  private static final int NO_CONTENT = 204;
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST");
  // Nothing that a browser would run.
  private static final Set<String> CONTENT_TYPES = Set.of("application/json", "text/plain");

  /**
   * Reads the handshake of a scheme.
   *
   * @param comparable whether what is signed can be held against what a handshake has had signed
   */
  public static HandshakeRule read(SchemeKeys keys, Algorithm algorithm, boolean comparable) {
    Map<String, Choice> headers = keys.optional("handshake-answer-header", HandshakeRule::headers);
    HandshakeRule rule =
        new HandshakeRule(
            keys.someOf("handshake-method", METHODS),
            Requirement.read(keys, "handshake-when"),
            keys.text("handshake-content-type", "text/plain"),
            keys.optional("handshake-answer", text -> Choice.parse(text, Template::parseAnswer)),
            headers == null ? Map.of() : headers,
            keys.optional("handshake-secret", HandshakeRule::place),
            Integer.parseInt(keys.oneOf("handshake-status", List.of("200", "204"), "200")));
    if (!rule.isDeclared()) {
      for (String key :
          List.of("-answer", "-answer-header", "-content-type", "-secret", "-status")) {
        if (keys.has("handshake" + key)) {
          throw new InvalidSchemeException(
              "handshake" + key, "must come with handshake-when or handshake-method");
        }
      }
    }
    if (!CONTENT_TYPES.contains(rule.contentType)) {
      throw keys.invalid("handshake-content-type", "must be text/plain or application/json");
    }
    if (rule.status == NO_CONTENT && (rule.answer != null || keys.has("handshake-content-type"))) {
      throw keys.invalid("handshake-status", "must be 200 where the answer has a body");
    }
    rule.check(keys, algorithm, comparable);
    return rule;
  }

  private void check(SchemeKeys keys, Algorithm algorithm, boolean comparable) {
    if (secret != null && methods.isEmpty()) {
      throw keys.invalid("handshake-secret", "must come with handshake-method");
    }
    if (isKeyed() && (algorithm.kind() != Algorithm.Kind.MAC || !comparable)) {
      throw keys.invalid("handshake-answer", "may have {hmac-...} only where deliveries have one");
    }
    if (parts().anyMatch(part -> part instanceof Reference reference && !reference.isText())) {
      throw keys.invalid(
          "handshake-answer", "must not refer to bytes or the secret, which are no text");
    }
    // A digest with a key that signs deliveries could be one's signature.
    if (algorithm.kind() != Algorithm.Kind.PUBLIC_KEY
        && references().stream().anyMatch(r -> r.is(Reference.Kind.SECRET))) {
      throw keys.invalid(
          "handshake-answer",
          "must have secret only within {sha256-hex:...}, where deliveries are signed with a public key");
    }
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  private static Map<String, Choice> headers(String text) {
    Map<String, Choice> headers = new LinkedHashMap<>();
    for (String part : text.split(" and ", -1)) {
      String[] sides = part.strip().split(" is ", 2);
      if (sides.length < 2 || !sides[0].matches(Template.TOKEN) || !part.matches("[ -~]+")) {
        throw new IllegalArgumentException(
            "must be of the form NAME is VALUE in visible ASCII, several joined with and");
      }
      headers.put(sides[0], Choice.parse(sides[1], Template::parseAnswer));
    }
    return headers;
  }

  private static Reference place(String text) {
    List<Template.Part> parts = Template.parse(text).parts();
    if (parts.size() == 1 && parts.get(0) instanceof Reference place && place.isWritten()) {
      return place;
    }
    throw new IllegalArgumentException("must be a place such as {header:NAME}");
  }

  /** Whether nobody signs these handshakes. */
  public boolean isUnsigned() {
    return !methods.isEmpty();
  }

  /** Whether there is any handshake. */
  public boolean isDeclared() {
    return !methods.isEmpty() || !conditions.isEmpty();
  }

  /** Whether an answer has an HMAC with the key of the deliveries. */
  public boolean isKeyed() {
    return parts().anyMatch(p -> p instanceof Computed computed && computed.function().isKeyed());
  }

  /** Whether a handshake must know the configured token. */
  public boolean asksForToken() {
    return conditions.stream().anyMatch(condition -> condition.value().equals(TOKEN));
  }

  /** Every place that this rule looks at. */
  public List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    conditions.forEach(condition -> references.add(condition.place()));
    choices().forEach(choice -> references.addAll(choice.references()));
    if (secret != null) {
      references.add(secret);
    }
    return references;
  }

  private Stream<Template.Part> parts() {
    return choices()
        .flatMap(c -> c.templates().stream())
        .map(Template::parts)
        .flatMap(Collection::stream);
  }

  private Stream<Choice> choices() {
    return Stream.concat(Stream.ofNullable(answer), headers.values().stream());
  }
}
