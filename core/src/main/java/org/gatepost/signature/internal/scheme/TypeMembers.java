package org.gatepost.signature.internal.scheme;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The members that a signed body has for each type of event that its sender does not sign, so that
 * a captured body cannot pass as another type. Immutable.
 *
 * <p>A body is refused only if it lacks the member of its type and has that of another: then it is
 * certain that its sender has not sent it as this type. So a test may send a part of a body.
 *
 * @param place the header in which the unsigned type stands, or null if the type is signed
 * @param members the member of each type
 * @param pointers for each type what is read of its bodies: the scheme's fields, and the member
 */
record TypeMembers(
    @Nullable Reference place,
    Map<String, JsonPointer> members,
    Map<String, List<JsonPointer>> pointers) {
  private static final String RULE = "must be of the form TYPE has MEMBER, several joined with and";

  /**
   * Reads members such as {@code push has commits and release has release}.
   *
   * @param fields what the scheme reads of every body
   * @throws IllegalArgumentException if the text is of another form, or has a type twice; the
   *     message states the rule
   */
  @SuppressForbidden("Of the configuration, not of requests.")
  static TypeMembers parse(String text, @Nullable Reference place, List<JsonPointer> fields) {
    Map<String, JsonPointer> members = new LinkedHashMap<>();
    for (String part : text.split(" and ", -1)) {
      String[] words = part.strip().split(" has ", -1);
      if (words.length != 2
          || words[0].isBlank()
          || words[1].strip().indexOf(' ') >= 0
          || words[1].isBlank()
          || members.put(words[0].strip(), new JsonPointer(List.of(words[1].strip()))) != null) {
        throw new IllegalArgumentException(RULE);
      }
    }
    Map<String, List<JsonPointer>> pointers = new LinkedHashMap<>();
    members.forEach(
        (type, member) ->
            pointers.put(type, Stream.concat(fields.stream(), Stream.of(member)).toList()));
    return new TypeMembers(place, Map.copyOf(members), Map.copyOf(pointers));
  }

  /** What is read of a request's body, or null for what the scheme reads of every body. */
  @Nullable List<JsonPointer> pointers(SignedRequest request) {
    String type = type(request);
    return type == null ? null : pointers.get(type);
  }

  private @Nullable String type(SignedRequest request) {
    for (String name : place == null ? List.<String>of() : place.names()) {
      List<String> lines = request.headers(name);
      if (!lines.isEmpty() && !lines.get(0).isEmpty()) {
        return listed(lines.get(0));
      }
    }
    return null;
  }

  /**
   * The type of which a header speaks. Nobody signs it, so it may have behind a dot what senders
   * have in the body: {@code release.published} is a release. What is too long for a type is none.
   */
  private @Nullable String listed(String text) {
    String type = text.length() > Choice.MAX_LENGTH ? "" : text;
    while (!members.containsKey(type)) {
      int dot = type.lastIndexOf('.');
      if (dot < 0) {
        return null;
      }
      type = type.substring(0, dot);
    }
    return type;
  }

  /**
   * Refuses a body that is of another type.
   *
   * @param strictly whether it is refused for what it lacks alone or, if its type has no member,
   *     for having that of another, since its key has an id that is not signed
   * @throws RefusedException if it is
   */
  void check(SignedRequest request, BodyFields body, boolean strictly) throws RefusedException {
    String type = type(request);
    JsonPointer member = type == null ? null : members.get(type);
    boolean isOther =
        member == null
            ? strictly && body.hasAny(members.values())
            : !body.has(member) && (strictly || body.hasAny(members.values()));
    if (isOther) {
      throw new RefusedException(
          Refusal.Reason.AMBIGUOUS, "the body is of another type than " + place);
    }
  }
}
