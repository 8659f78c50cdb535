package org.gatepost.signature;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signs as a sender does, for tests and for sending. Immutable and thread-safe.
 *
 * <pre>{@code
 * Signer github = Scheme.preset("github").signer(Secret.of("test", "It's a secret"));
 * Map<String, String> headers = github.sign(body, Instant.now(), Map.of("X-GitHub-Event", "push"));
 * }</pre>
 */
public final class Signer {
  private final SchemeDefinition scheme;
  private final Signing signing;
  private final @Nullable JwtSigner tokens;
  private final @Nullable HttpMessageSigner httpMessage;

  Signer(SchemeDefinition scheme, Secret secret) {
    this.scheme = scheme;
    this.signing = Signing.of(scheme, secret);
    this.tokens = scheme.signedBy() == SignedBy.JWT ? new JwtSigner(scheme, secret) : null;
    this.httpMessage =
        scheme.signedBy() == SignedBy.HTTP_MESSAGE ? new HttpMessageSigner(scheme, secret) : null;
  }

  /**
   * The headers of a genuine POST request whose URL is not signed.
   *
   * @param body the body to sign; not changed
   * @param time the time to sign, where the scheme signs one
   * @param headers headers that the request has besides; where the scheme signs an id header that
   *     is not among them, a random id is added
   * @return the given headers, and those that the scheme adds
   * @throws IllegalArgumentException if something that the scheme signs is missing, or the scheme
   *     adds something to the URL or the body
   */
  public Map<String, String> sign(byte[] body, Instant time, Map<String, String> headers) {
    return sign("POST", "", body, time, headers);
  }

  /**
   * The headers of a genuine request.
   *
   * @param method the request's method
   * @param url the absolute URL that the request goes to
   * @param body the body to sign; not changed
   * @param time the time to sign, where the scheme signs one
   * @param headers headers that the request has besides; where the scheme signs an id header that
   *     is not among them, a random id is added
   * @return the given headers, and those that the scheme adds
   * @throws IllegalArgumentException if something that the scheme signs is missing, or the scheme
   *     adds something to the URL or the body
   */
  public Map<String, String> sign(
      String method, String url, byte[] body, Instant time, Map<String, String> headers) {
    OutgoingRequest signed = request(method, url, body, time, headers);
    if (!signed.url().equals(url) || !Arrays.equals(signed.body(), body)) {
      throw new IllegalArgumentException(
          "this scheme adds to the URL or the body: take the whole request from Signer.request");
    }
    return new LinkedHashMap<>(signed.headers());
  }

  /**
   * A genuine request, with the signature where the scheme has it: in a header, the query, a form
   * or a JSON body. Where the scheme signs a time or an id that the request does not have, these
   * are added likewise. Of a signature header with elements the given ones are kept.
   *
   * @param method the request's method
   * @param url the absolute URL that the request goes to
   * @param body the body to sign; not changed
   * @param time the time to sign, where the scheme signs one
   * @param headers headers that the request has besides
   * @return the request to send
   * @throws IllegalArgumentException if something that the scheme signs is missing
   */
  public OutgoingRequest request(
      String method, String url, byte[] body, Instant time, Map<String, String> headers) {
    OutgoingRequest request = new OutgoingRequest(method, url, headers, body);
    String timeText = scheme.timeUnit().format(time);
    try {
      if (tokens != null) {
        return request.with(scheme.signature().places().get(0), tokens.headerValue(request, time));
      }
      request = withAbsent(request, scheme.time(), timeText);
      if (isSigned(scheme.id())) {
        request = withAbsent(request, scheme.id(), "msg_" + UUID.randomUUID());
      }
      for (Requirement requirement : scheme.requirements()) {
        if (requirement.place().is(Reference.Kind.HEADER)
            && request.headers(requirement.place().name()).isEmpty()) {
          request = request.with(requirement.place(), requirement.value());
        }
      }
      if (httpMessage != null) {
        return httpMessage.sign(request, time);
      }
      request = scheme.content().prepared(request);
      if (scheme.content().fixesTime() && !scheme.timeUnit().isWhole(timeText)) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED, "the time is not as long as those of today");
      }
      Reference place = preferred(scheme.signature().places(), request);
      String elements = scheme.signature().hasElements() ? elements(request, timeText) : "";
      // What is signed may stand in the signature's own header, so that is there before.
      int length = Math.max(1, scheme.algorithm().lengthInBytes());
      OutgoingRequest unsigned =
          scheme.signature().hasElements()
              ? request.with(place, elements + scheme.signature().written(new byte[length]))
              : request;
      return request.with(place, elements + signing.sign(new Values(scheme, unsigned)));
    } catch (RefusedException e) {
      throw new IllegalArgumentException("cannot sign: " + e.refusal().detail(), e);
    }
  }

  private boolean isSigned(@Nullable Choice id) {
    SignedContent content = scheme.content();
    return content.covers(Reference.ID)
        || (id != null && id.references().stream().allMatch(this::isSigned));
  }

  private boolean isSigned(Reference reference) {
    SignedContent content = scheme.content();
    return content.references().contains(reference)
        || (reference.is(Reference.Kind.HEADER) && content.covers(reference));
  }

  /** The request with a value at the first place of a choice that finds nothing in it. */
  private OutgoingRequest withAbsent(OutgoingRequest request, @Nullable Choice choice, String value)
      throws RefusedException {
    if (choice == null) {
      return request;
    }
    Reference place = preferred(choice.references(), request);
    return place.is(Reference.Kind.ELEMENT) || choice.value(new Values(scheme, request)) != null
        ? request
        : request.with(place, value);
  }

  /** The first place or, if the body is a form, the first in that. */
  private static Reference preferred(List<Reference> places, OutgoingRequest request) {
    return places.stream()
        .filter(place -> place.is(Reference.Kind.FORM) && FormPairs.isForm(request))
        .findFirst()
        .orElse(places.get(0));
  }

  /** What stands before the signature in its header: given elements, and the time. */
  @SuppressForbidden("Of what the signing application has set itself.")
  private String elements(OutgoingRequest request, String timeText) {
    SignatureForm form = scheme.signature();
    String separator = String.valueOf(form.separator());
    String timeName =
        Choice.referencesOf(scheme.time()).stream()
            .filter(place -> place.is(Reference.Kind.ELEMENT))
            .map(Reference::name)
            .findFirst()
            .orElse("");
    if (form.format() == SignatureFormat.POSITIONAL) {
      return timeName.isEmpty() ? "" : timeText + separator;
    }
    StringBuilder elements = new StringBuilder();
    for (String given : request.headers(form.places().get(0).name())) {
      for (String element : given.split(Pattern.quote(separator), -1)) {
        String name = element.strip().split("=", 2)[0];
        if (!name.equals(form.element()) && !name.equals(timeName)) {
          elements.append(element.strip()).append(separator);
        }
      }
    }
    return timeName.isEmpty()
        ? elements.toString()
        : elements + timeName + "=" + timeText + separator;
  }
}
