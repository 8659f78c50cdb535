package org.gatepost.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the answers to a scheme's handshakes. Thread-safe. */
final class HandshakeAnswers {
  private final SchemeDefinition scheme;
  private final HandshakeRule rule;
  private final String newest;
  private final Map<String, Secret> secrets = new LinkedHashMap<>();
  private final @Nullable Secret token;

  /**
   * The answers of a scheme.
   *
   * @param token what a handshake must know where the scheme has {@code {handshake-token}}; null
   *     refuses all of these
   */
  HandshakeAnswers(SchemeDefinition scheme, List<Secret> secrets, @Nullable Secret token) {
    this.scheme = scheme;
    this.rule = scheme.handshake();
    this.newest = secrets.get(0).label();
    this.token = token;
    secrets.forEach(secret -> this.secrets.putIfAbsent(secret.label(), secret));
  }

  /**
   * The answer to a request that nobody signed, or null if it is no handshake.
   *
   * @throws RefusedException if it is one that does not know the token, or would echo what is not
   *     safe
   */
  @Nullable String toUnsigned(Values values) throws RefusedException {
    return answer(values, newest, true);
  }

  /** The answer to an authentic request, or null if it is no handshake. */
  @Nullable String toSigned(Values values, String secretLabel) throws RefusedException {
    return rule.method() != null
        ? null
        : answer(values, secretLabel, rule.contentType() == HandshakeRule.ContentType.JSON);
  }

  private @Nullable String answer(Values values, String label, boolean checked)
      throws RefusedException {
    if (rule.answer() == null) {
      return null;
    }
    for (Requirement condition : rule.conditions()) {
      if (!isMet(condition, values)) {
        return null;
      }
    }
    for (Template template : rule.answer().templates()) {
      String text = text(template, values, label, checked);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private boolean isMet(Requirement condition, Values values) throws RefusedException {
    if (!condition.value().equals(Requirement.HANDSHAKE_TOKEN)) {
      return condition.isMetBy(values);
    }
    String sent = values.text(condition.place());
    if (sent == null || token == null || !MessageDigest.isEqual(utf8(token.text()), utf8(sent))) {
      throw new RefusedException(
          Refusal.Reason.MISMATCH,
          token == null
              ? "a handshake came, but handshake-token is not configured"
              : condition.place() + " is not the configured handshake-token");
    }
    return true;
  }

  private @Nullable String text(Template template, Values values, String label, boolean checked)
      throws RefusedException {
    StringBuilder text = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal literal) {
        text.append(literal.text());
      } else if (part instanceof Reference.Computed computed) {
        byte[] content = content(computed, values, label);
        if (content == null) {
          return null;
        }
        text.append(computed.encoding().encode(digest(computed, content, label)));
      } else {
        String echoed = values.text((Reference) part);
        if (echoed == null) {
          return null;
        }
        requireSafe(echoed, (Reference) part, checked);
        text.append(echoed);
      }
    }
    return text.toString();
  }

  private byte @Nullable [] content(Reference.Computed computed, Values values, String label)
      throws RefusedException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (Reference part : computed.of()) {
      if (part instanceof Reference.Secret) {
        content.writeBytes(SecretKeys.key(scheme, secret(label)));
        continue;
      }
      String text = values.text(part);
      if (text == null) {
        return null;
      }
      if (!(part instanceof Reference.Endpoint)) {
        // Else who asks could choose a body, and have it signed.
        requireSafe(text, part, true);
      }
      content.writeBytes(utf8(text));
    }
    return content.toByteArray();
  }

  private byte[] digest(Reference.Computed computed, byte[] content, String label) {
    return computed.keyed()
        ? BytesKey.of(scheme, secret(label)).sign(content)
        : Digests.of("SHA-256").digest(content);
  }

  private Secret secret(String label) {
    Secret secret = secrets.get(label);
    if (secret == null) {
      throw new IllegalStateException("no secret [" + label + "]");
    }
    return secret;
  }

  private void requireSafe(String text, Reference place, boolean checked) throws RefusedException {
    boolean safe = checked ? rule.contentType().allows(text) : text.length() <= Choice.MAX_LENGTH;
    if (!safe) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED,
          place + " is longer than " + Choice.MAX_LENGTH + " or has a character not to be echoed");
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
