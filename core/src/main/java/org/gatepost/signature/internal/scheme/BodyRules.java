package org.gatepost.signature.internal.scheme;

import java.util.List;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What a scheme reads in a body. Immutable.
 *
 * @param jsonField the field of a form that holds the JSON where the body is one, or empty
 * @param pointers all JSON pointers of the scheme, so that the body is read once
 * @param typeMembers what a body has for each type that is not signed, or null
 * @param events where the events stand of which it may hold several, or null
 */
public record BodyRules(
    String jsonField,
    List<JsonPointer> pointers,
    @Nullable TypeMembers typeMembers,
    @Nullable EventRule events) {

  public static BodyRules read(
      SchemeKeys keys,
      List<JsonPointer> pointers,
      @Nullable Choice type,
      SignedContent content,
      @Nullable EventRule events) {
    return new BodyRules(
        jsonField(keys), pointers, typeMembers(keys, pointers, type, content), events);
  }

  private static String jsonField(SchemeKeys keys) {
    String name = keys.text("json-field", "");
    if (keys.has("json-field") && name.isBlank()) {
      throw keys.invalid("json-field", "must be the name of a form's field");
    }
    return name;
  }

  /** What tells that a body is of another type; null where nobody can exchange one of them. */
  private static @Nullable TypeMembers typeMembers(
      SchemeKeys keys, List<JsonPointer> fields, @Nullable Choice type, SignedContent content) {
    List<Reference> open =
        Choice.referencesOf(type).stream()
            .filter(r -> r.is(Reference.Kind.HEADER) && !content.covers(r))
            .distinct()
            .toList();
    if (keys.has("type-members") && open.size() > 1) {
      throw keys.invalid("type-members", "must come with a type that stands in one header");
    }
    Reference place = open.isEmpty() ? null : open.get(0);
    TypeMembers members =
        keys.optional("type-members", text -> TypeMembers.parse(text, place, fields));
    return place != null && content.coversBody() ? members : null;
  }

  /**
   * Checks that a body is not of another type than a header says that nobody has signed.
   *
   * @param strictly whether it must have the member of its type, even if it has none of the others
   * @throws RefusedException if it is
   */
  public void checkType(SignedRequest request, BodyFields body, boolean strictly)
      throws RefusedException {
    if (typeMembers != null) {
      typeMembers.check(request, body, strictly);
    }
  }
}
