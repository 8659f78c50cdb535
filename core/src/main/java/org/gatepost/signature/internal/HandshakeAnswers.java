package org.gatepost.signature.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.key.MacPool;
import org.gatepost.signature.internal.key.SecretKeys;
import org.gatepost.signature.internal.scheme.BodyFields;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Computed;
import org.gatepost.signature.internal.scheme.HandshakeRule;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.Requirement;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Template;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/** Makes the answers to a scheme's handshakes. Thread-safe. */
final class HandshakeAnswers {
  // What challenges are made of, base64 included: no page, script, JSON string or header line
  // begins or ends with any of it.
  private static final String ECHO_SPECIALS = "._~ :+/=-";

  private final SchemeDefinition scheme;
  private final HandshakeRule rule;
  private final boolean keyed;
  private final boolean agrees;
  private final boolean glances;
  private final List<Secret> secrets;
  private final List<Secret> tokens;

  /**
   * The answers of a scheme, for each kind of its handshakes.
   *
   * @param secrets the current secrets, newest first
   * @param tokens what a handshake must know where the scheme asks for it; if there is none, all of
   *     these are refused
   */
  static List<HandshakeAnswers> of(
      SchemeDefinition scheme, List<Secret> secrets, List<Secret> tokens) {
    return scheme.handshakes().all().stream()
        .map(rule -> new HandshakeAnswers(scheme, rule, secrets, tokens))
        .toList();
  }

  private HandshakeAnswers(
      SchemeDefinition scheme, HandshakeRule rule, List<Secret> secrets, List<Secret> tokens) {
    this.scheme = scheme;
    this.rule = rule;
    // Only one place can be looked at without reading all.
    this.glances = scheme.handshakes().all().stream().filter(r -> !r.isUnsigned()).count() == 1;
    this.keyed = rule.isKeyed();
    this.agrees = hasTwoSigns();
    this.secrets = List.copyOf(secrets);
    this.tokens = List.copyOf(tokens);
  }

  /**
   * Whether a request is no handshake by what stands first at the place that tells. If it stands
   * there twice, that is left to {@link BodyFields#requireClear}.
   */
  boolean areRuledOut(Values values) throws RefusedException {
    if (rule.conditions().size() != 1 || !glances) {
      // Which of several are looked at goes by their order.
      return false;
    }
    Requirement condition = rule.conditions().get(0);
    return condition.isOfBodyField()
        && values.body().beginsOtherwise(condition.place(), condition.value());
  }

  /** Whether these are answers to handshakes that nobody signs, and come by such a method. */
  boolean mayBeUnsigned(String method) {
    return rule.methods().contains(method);
  }

  /** Whether these are answers to handshakes that are signed as deliveries are. */
  boolean areSigned() {
    return !rule.isUnsigned();
  }

  /** The media type of an answer with a body that code gives. */
  String contentType() {
    return rule.contentType();
  }

  /**
   * The answer to a request, or null if it is no handshake.
   *
   * @param secretLabel the label of the secret that signed it, or null if nobody did: then the
   *     newest answers
   * @throws RefusedException if it is one that does not know the token, or would echo what is not
   *     safe
   */
  @Nullable Handshake answer(Values values, @Nullable String secretLabel) throws RefusedException {
    for (Requirement condition : rule.conditions()) {
      if (!isMet(condition, values)) {
        return null;
      }
    }
    String secret = rule.secret() == null ? "" : echo(rule.secret(), values);
    String answer = rule.answer() == null ? "" : text(rule.answer(), values, secretLabel);
    if (secret == null || answer == null) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, Choice> header : rule.headers().entrySet()) {
      String text = text(header.getValue(), values, secretLabel);
      if (text == null) {
        return null;
      }
      headers.put(header.getKey(), text);
    }
    return new Handshake(
        answer,
        rule.contentType(),
        Collections.unmodifiableMap(headers),
        Optional.of(secret).filter(s -> !s.isEmpty()),
        Optional.empty(),
        rule.status());
  }

  /**
   * Refuses a request of which what nobody signs says that it is a handshake and the body does not,
   * or the other way round: one could be sent again as the other.
   *
   * @throws RefusedException if so
   */
  void requireAgreement(Values values, boolean isShort) throws RefusedException {
    if (!agrees) {
      return;
    }
    boolean said = true;
    boolean told = true;
    for (Requirement condition : rule.conditions()) {
      if (isOpen(condition.place())) {
        said &= condition.isMetBy(values);
      } else if (isShort) {
        told &= condition.isMetBy(values);
      }
    }
    // A longer body is no handshake, and need not be read for what makes one.
    told &= isShort;
    for (Reference place : isShort ? rule.references() : List.<Reference>of()) {
      told &= !place.isInBody() || values.text(place) != null;
    }
    if (said != told) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED,
          said
              ? "a header that nobody signs says that this is a handshake, and the body does not"
              : "the body is a handshake's, and a header that nobody signs does not say so");
    }
  }

  /** Whether signed handshakes are told by what nobody signs, and have something in the body. */
  private boolean hasTwoSigns() {
    // Whoever has a request with a token has the secret, and can say anything.
    return scheme.algorithm().kind() != Algorithm.Kind.TOKEN
        && rule.methods().isEmpty()
        && !rule.asksForToken()
        && rule.conditions().stream().anyMatch(condition -> isOpen(condition.place()))
        && rule.references().stream().anyMatch(Reference::isInBody);
  }

  private boolean isOpen(Reference place) {
    return !place.isInBody() && !scheme.content().covers(place);
  }

  /**
   * Refuses a delivery whose signature is the answer to some handshake: whoever asks could have had
   * it made. What can be had signed is just what {@link #isEcho} allows.
   */
  void requireMore(Values values) throws RefusedException {
    if (!keyed) {
      return;
    }
    for (SignedContent.Text text : values.signedTexts()) {
      StringBuilder content = new StringBuilder();
      text.writeTo(
          bytes -> {
            int rest = Choice.MAX_LENGTH + 1 - content.length();
            int length = Math.min(Math.max(rest, 0), bytes.length);
            content.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
          },
          values,
          new byte[0]);
      if (isEcho(content)) {
        throw new RefusedException(
            Refusal.Reason.MISMATCH, "what is signed could be the challenge of a handshake");
      }
    }
  }

  private boolean isMet(Requirement condition, Values values) throws RefusedException {
    if (!condition.value().equals(HandshakeRule.TOKEN)) {
      return condition.isMetBy(values);
    }
    String sent = values.text(condition.place());
    boolean known = false;
    for (Secret token : tokens) {
      known |= sent != null && MessageDigest.isEqual(utf8(SecretText.of(token)), utf8(sent));
    }
    if (!known) {
      throw new RefusedException(
          Refusal.Reason.MISMATCH,
          tokens.isEmpty()
              ? "a handshake came, but handshake-token is not configured"
              : condition.place() + " is not the configured handshake-token");
    }
    return true;
  }

  private @Nullable String text(Choice choice, Values values, @Nullable String secretLabel)
      throws RefusedException {
    for (Template template : choice.templates()) {
      StringBuilder text = new StringBuilder();
      boolean complete = true;
      for (Template.Part part : template.parts()) {
        String piece = piece(part, values, secretLabel);
        complete &= piece != null;
        text.append(piece);
      }
      if (complete) {
        return text.toString();
      }
    }
    return null;
  }

  private @Nullable String piece(Template.Part part, Values values, @Nullable String secretLabel)
      throws RefusedException {
    if (part instanceof Template.Literal literal) {
      return literal.text();
    }
    if (part instanceof Reference reference) {
      return echo(reference, values);
    }
    Computed computed = (Computed) part;
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (Reference place : computed.of()) {
      String text =
          switch (place.kind()) {
            case SECRET -> SecretText.of(secret(secretLabel));
            case ENDPOINT -> values.text(place);
            default -> echo(place, values);
          };
      if (text == null) {
        return null;
      }
      content.writeBytes(utf8(text));
    }
    return computed
        .function()
        .encoding()
        .encode(digest(computed.function(), content.toByteArray(), secretLabel));
  }

  private byte[] digest(Computed.Function function, byte[] content, @Nullable String secretLabel)
      throws RefusedException {
    return function.isKeyed()
        ? new MacPool(scheme.algorithm(), SecretKeys.key(scheme.secretForm(), secret(secretLabel)))
            .compute(content)
        : Digests.of("SHA-256").digest(content);
  }

  private Secret secret(@Nullable String label) throws RefusedException {
    for (Secret secret : secrets) {
      if (label == null || label.equals(secret.label())) {
        return secret;
      }
    }
    throw new RefusedException(Refusal.Reason.MISMATCH, "there is no secret to answer with");
  }

  private static @Nullable String echo(Reference place, Values values) throws RefusedException {
    String text = values.text(place);
    if (text != null && !isEcho(text)) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED,
          place + " is longer than " + Choice.MAX_LENGTH + " or has a character not to be echoed");
    }
    return text;
  }

  private static boolean isEcho(CharSequence text) {
    return text.length() > 0
        && text.length() <= Choice.MAX_LENGTH
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || ECHO_SPECIALS.indexOf(c) >= 0);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
