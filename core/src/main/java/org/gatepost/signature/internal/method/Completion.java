package org.gatepost.signature.internal.method;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.Requirement;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Values;
import org.gatepost.signature.internal.scheme.WrittenPlace;
import org.jspecify.annotations.Nullable;

/** Adds to a request, before it is signed, what its scheme wants in it. */
public final class Completion {
  private Completion() {}

  /** The request with a time, a signed id and what the scheme requires, unless it has them. */
  public static OutgoingRequest of(SchemeDefinition scheme, OutgoingRequest unsigned, Instant time)
      throws RefusedException {
    OutgoingRequest request =
        withAbsent(
            scheme, unsigned, scheme.time(), scheme.timeUnit().format(time), isNumber(scheme));
    if (isSigned(scheme.content(), scheme.id())) {
      request = withAbsent(scheme, request, scheme.id(), "msg_" + UUID.randomUUID(), false);
    }
    for (Requirement requirement : scheme.requirements()) {
      if (requirement.place().is(Reference.Kind.HEADER)
          && request.headers(requirement.place().name()).isEmpty()) {
        request = requirement.place().put(request, requirement.value());
      }
    }
    return request;
  }

  /**
   * Whether a time within a body is a number: it is, where the body is signed as a whole. Where the
   * time's text is signed, that is written as a text.
   */
  private static boolean isNumber(SchemeDefinition scheme) {
    return switch (scheme.timeUnit()) {
      case S, MS, S_OR_MS -> !scheme.content().references().contains(Reference.TIME);
      default -> false;
    };
  }

  private static boolean isSigned(SignedContent content, @Nullable Choice id) {
    return content.covers(Reference.ID)
        || (id != null && id.references().stream().allMatch(r -> isSigned(content, r)));
  }

  private static boolean isSigned(SignedContent content, Reference reference) {
    return content.references().contains(reference)
        || (reference.is(Reference.Kind.HEADER) && content.covers(reference));
  }

  /** The request with a value at the first place of a choice that finds nothing in it. */
  private static OutgoingRequest withAbsent(
      SchemeDefinition scheme,
      OutgoingRequest request,
      @Nullable Choice choice,
      String value,
      boolean isNumber)
      throws RefusedException {
    if (choice == null) {
      return request;
    }
    Reference place = preferred(choice.references(), request);
    return place.is(Reference.Kind.ELEMENT) || choice.value(new Values(scheme, request)) != null
        ? request
        : isNumber
            ? written(scheme, place).putNumber(request, value)
            : written(scheme, place).put(request, value);
  }

  /** A place as the scheme's signer writes to it. */
  static WrittenPlace written(SchemeDefinition scheme, Reference place) {
    return new WrittenPlace(place, scheme.bodies().jsonField());
  }

  /** The first place or, if the body is a form, the first in that. */
  static Reference preferred(List<Reference> places, OutgoingRequest request) {
    return places.stream()
        .filter(place -> place.is(Reference.Kind.FORM) && FormPairs.isForm(request))
        .findFirst()
        .orElse(places.get(0));
  }
}
