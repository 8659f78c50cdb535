package org.gatepost.signature.internal.scheme;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.JsonGlance;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.MultipartForm;
import org.gatepost.signature.internal.format.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one request's body, if that is a form or JSON. Reads the body once, when first
 * asked for one. Not thread-safe.
 */
public final class BodyFields {
  private final BodyRules rules;
  private final SignedRequest request;
  private @Nullable FormPairs form;
  private @Nullable JsonFields json;
  private @Nullable EventList events;
  // What was looked at only so far as it stands first.
  private @Nullable Reference glanced;
  private boolean readableAsked;

  BodyFields(BodyRules rules, SignedRequest request) {
    this.rules = rules;
    this.request = request;
  }

  /** The form in the body, or null if the body is none. */
  public @Nullable FormPairs form() throws RefusedException {
    if (form == null && FormPairs.isBodyOf(request)) {
      form = FormPairs.parse(request.body());
    } else if (form == null) {
      MultipartForm parts = MultipartForm.of(request);
      form = parts == null ? null : parts.fields();
    }
    return form;
  }

  /** Whether the body is a form, of either kind. */
  public boolean isForm() {
    return FormPairs.isBodyOf(request) || MultipartForm.of(request) != null;
  }

  /**
   * The JSON in the form in the body, or null if there is no form, or no field in it that the
   * scheme says holds JSON.
   */
  public @Nullable String formJson() throws RefusedException {
    if (rules.jsonField().isEmpty()) {
      return null;
    }
    // Of what nobody has verified no list is made.
    MultipartForm parts = form == null ? MultipartForm.of(request) : null;
    if (parts != null) {
      return parts.only(rules.jsonField(), Refusal.Reason.AMBIGUOUS);
    }
    FormPairs fields = form();
    return fields == null ? null : fields.only(rules.jsonField());
  }

  /**
   * From now on {@link #text} refuses a body that is no JSON: of a genuine request nothing must be
   * lost because its id or type cannot be read.
   */
  public void requireReadable() {
    readableAsked = true;
  }

  /**
   * The text of a field of the JSON, or null if it is absent or empty, or the body is a form
   * without JSON.
   *
   * @throws RefusedException if it is there twice, or the body is not what {@link #requireReadable}
   *     says
   */
  @Nullable String text(Reference field) throws RefusedException {
    return text(readableAsked ? readableJson(field) : json(), field, readableAsked);
  }

  /**
   * The text of a field of some JSON, or null if it is absent or empty.
   *
   * @param legible whether one that is no text is refused, rather than absent
   * @throws RefusedException if it is there twice, or is refused
   */
  static @Nullable String text(JsonFields fields, Reference field, boolean legible)
      throws RefusedException {
    JsonPointer pointer = field.pointer();
    if (fields.isAmbiguous(pointer)) {
      throw new RefusedException(Refusal.Reason.AMBIGUOUS, field + " is there twice");
    }
    if (legible && fields.isIllegible(pointer)) {
      throw new RefusedException(
          Refusal.Reason.UNREADABLE, field + " cannot be read: it has half a surrogate pair");
    }
    String value = fields.value(pointer);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * The events in the JSON, none if the body is itself the one event.
   *
   * @param values of the request
   * @throws RefusedException if the body does not say clearly what they are
   */
  EventList events(Places values) throws RefusedException {
    if (events == null) {
      events = readEvents(values);
    }
    return events;
  }

  private EventList readEvents(Places values) throws RefusedException {
    EventRule rule = rules.events();
    // A form without JSON has no events, nor has nothing.
    if (rule == null || request.body().length == 0) {
      return EventList.NONE;
    }
    String formJson = formJson();
    if (formJson == null && isForm()) {
      return EventList.NONE;
    }
    byte[] document = document(formJson);
    return new EventList(document, rule.find(document, values), rule.fields());
  }

  /** Whether the JSON has a member that the request's type must have. */
  boolean has(JsonPointer member) throws RefusedException {
    return json().has(member);
  }

  /** Whether the JSON has one of some members. Reads it once more. */
  boolean hasAny(Collection<JsonPointer> members) throws RefusedException {
    JsonFields fields = JsonFields.read(document(), List.copyOf(members));
    return members.stream().anyMatch(fields::has);
  }

  /**
   * Whether what stands first at a field is another text than this, so that the field is either
   * that or unclear: which of them {@link #requireClear} tells. No more of the body is read.
   */
  public boolean beginsOtherwise(Reference field, String text) throws RefusedException {
    glanced = field;
    // What begins as an object is no form.
    if (JsonGlance.beginsOtherwise(request.body(), field.names(), text)) {
      return true;
    }
    String first = json().first(field.pointer());
    return first != null && !first.equals(text);
  }

  /**
   * Refuses a body in which a field is there twice that {@link #beginsOtherwise} has looked at.
   *
   * @throws RefusedException if so
   */
  public void requireClear() throws RefusedException {
    if (glanced != null) {
      text(glanced);
    }
  }

  private JsonFields readableJson(Reference field) throws RefusedException {
    JsonFields fields;
    try {
      fields = json();
    } catch (RefusedException e) {
      if (e.refusal().reason() == Refusal.Reason.MALFORMED) {
        throw new RefusedException(Refusal.Reason.UNREADABLE, e.refusal().detail());
      }
      throw e;
    }
    // A form without JSON has no such field.
    if (!fields.isJson() && (formJson() != null || !isForm())) {
      throw new RefusedException(
          Refusal.Reason.UNREADABLE, field + " cannot be read: the body is not JSON in UTF-8");
    }
    return fields;
  }

  private JsonFields json() throws RefusedException {
    if (json == null) {
      json = JsonFields.read(document(), pointers());
    }
    return json;
  }

  private byte[] document() throws RefusedException {
    return document(formJson());
  }

  private byte[] document(@Nullable String formJson) {
    return formJson == null ? request.body() : formJson.getBytes(StandardCharsets.UTF_8);
  }

  private List<JsonPointer> pointers() {
    TypeMembers members = rules.typeMembers();
    List<JsonPointer> own = members == null ? null : members.pointers(request);
    return own == null ? rules.pointers() : own;
  }
}
