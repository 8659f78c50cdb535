package org.gatepost.signature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a scheme from its keys and checks it as a whole: the one parser of the scheme language. */
final class SchemeReader {
  /** Every key of the language. */
  static final Set<String> KEYS =
      Set.of(
          "signed-by",
          "algorithm",
          "signature",
          "signature-format",
          "signature-prefix",
          "signature-prefix-optional",
          "signature-element",
          "signature-separator",
          "encoding",
          "signed-content",
          "unsigned-body",
          "require",
          "required-components",
          "methods",
          "time",
          "time-unit",
          "tolerance",
          "id",
          "key",
          "remember",
          "repeatable-types",
          "type-members",
          "type",
          "json-field",
          "audience",
          "base-path",
          "body-hash",
          "body-hash-encoding",
          "detached",
          "leeway",
          "query-hash",
          "url-hash",
          "signature-versions",
          "public-key-prefix",
          "public-key-signature",
          "webhook-id",
          "handshake-method",
          "handshake-when",
          "handshake-answer",
          "handshake-answer-header",
          "handshake-content-type",
          "handshake-secret",
          "secret-encoding",
          "secret-prefix",
          "max-body");

  private static final Set<String> METHODS = Set.of("DELETE", "GET", "PATCH", "POST", "PUT");

  private final SchemeKeys keys;
  private final SignedBy signedBy;

  private SchemeReader(SchemeKeys keys) {
    this.keys = keys;
    this.signedBy = SignedBy.read(keys);
  }

  static SchemeDefinition read(Map<String, String> keys) {
    for (String key : new TreeSet<>(keys.keySet())) {
      if (!KEYS.contains(key)) {
        throw new InvalidSchemeException(
            key,
            "is not a key of a scheme; these are: "
                + new TreeSet<>(KEYS)
                + Nearest.hint(key, KEYS));
      }
    }
    return new SchemeReader(new SchemeKeys(keys)).read();
  }

  private SchemeDefinition read() {
    Algorithm algorithm = keys.required("algorithm", this::algorithm);
    SignatureForm signature = SignatureForm.read(keys, algorithm);
    RequiredComponents components = RequiredComponents.read(keys, signedBy);
    TokenRules token = TokenRules.read(keys, signedBy, algorithm);
    SignedContent content =
        switch (signedBy) {
          case HTTP_MESSAGE, DRAFT_CAVAGE -> TemplateContent.of(components.covered(), true);
          case JWT -> token.content(keys, signature);
          case AWS_SNS -> SnsMessage.content();
          default -> SignedContent.read(keys, signedBy, algorithm);
        };
    if ((signedBy == SignedBy.JWT || signedBy == SignedBy.AWS_SNS) && keys.has("signed-content")) {
      throw keys.invalid(
          "signed-content", "must be left out where signed-by is " + signedBy.schemeName());
    }
    List<Requirement> requirements = Requirement.read(keys, "require");
    Choice time = keys.optional("time", Choice::parse);
    Choice id = keys.optional("id", Choice::parse);
    Choice type = keys.optional("type", Choice::parse);
    HandshakeRule handshake = HandshakeRule.read(keys, signedBy, algorithm);
    requireTime(time, content);
    requireWritten("id", id);
    requireOne(id);
    requireTexts("type", Choice.referencesOf(type));
    requireTexts("require", requirements.stream().map(Requirement::place).toList());
    requireTexts(
        "handshake-when", handshake.conditions().stream().map(Requirement::place).toList());
    if (content.covers(Reference.ID) && id == null) {
      throw new InvalidSchemeException("id", "must be given where signed-content has {id}");
    }
    List<Reference> references = new ArrayList<>(signature.places());
    references.addAll(content.references());
    requirements.forEach(requirement -> references.add(requirement.place()));
    references.addAll(handshake.references());
    references.addAll(token.references());
    for (Choice choice : Arrays.asList(time, id, type)) {
      references.addAll(Choice.referencesOf(choice));
    }
    requireElements(references, signature);
    List<JsonPointer> claims = SchemeDefinition.pointersIn(references, Reference.Kind.CLAIM);
    if (signedBy != SignedBy.JWT && !claims.isEmpty()) {
      throw new InvalidSchemeException("signed-by", "must be jwt, because of {claim:...}");
    }
    List<JsonPointer> fields = SchemeDefinition.pointersIn(references, Reference.Kind.JSON);
    KeyRule key = keyRule(id, type, content, algorithm);
    return new SchemeDefinition(
        signedBy,
        algorithm,
        signature,
        content,
        components,
        requirements,
        time,
        keys.oneOf("time-unit", TimeUnit.class, TimeUnit.S),
        tolerance(time),
        id,
        key,
        repeatableTypes(key),
        keys.optional("remember", SchemeKeys::remember),
        type,
        typeMembers(type, content, fields),
        handshake,
        keys.oneOf("secret-encoding", Encoding.class, Encoding.TEXT),
        keys.text("secret-prefix", ""),
        keys.required("max-body", SchemeKeys::sizeInBytes),
        keys.has("methods") ? keys.someOf("methods", METHODS) : Set.of("POST"),
        token,
        SnsMessage.versions(keys, signedBy, algorithm),
        publicKeyForm(),
        keys.text("webhook-id", ""),
        jsonField(),
        claims,
        fields);
  }

  /** The scheme as it is where the secret is a public key, or null if that makes no difference. */
  private @Nullable SchemeDefinition publicKeyForm() {
    SchemeKeys form = PublicKeyForm.read(keys);
    return form == null ? null : new SchemeReader(form).read();
  }

  private String jsonField() {
    String name = keys.text("json-field", "");
    if (keys.has("json-field") && name.isBlank()) {
      throw keys.invalid("json-field", "must be the name of a form's field");
    }
    return name;
  }

  private void requireTime(@Nullable Choice time, SignedContent content) {
    requireWritten("time", time);
    boolean signed =
        content.covers(Reference.TIME)
            || (time != null && time.references().stream().allMatch(content::covers));
    if (signed != (time != null)) {
      throw new InvalidSchemeException(
          "time",
          "must be given where signed-content has {time}, and elsewhere only if it is in what is signed");
    }
  }

  private @Nullable Duration tolerance(@Nullable Choice time) {
    String text = keys.optional("tolerance", Function.identity());
    if (time == null && !signedBy.hasComponents()) {
      if (text != null) {
        throw keys.invalid("tolerance", "must be absent: this scheme signs no time");
      }
      return null;
    }
    if ("none".equals(text)) {
      return null;
    }
    return keys.required("tolerance", SchemeKeys::tolerance);
  }

  private KeyRule keyRule(
      @Nullable Choice id, @Nullable Choice type, SignedContent content, Algorithm algorithm) {
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
  private @Nullable RepeatableTypes repeatableTypes(KeyRule rule) {
    RepeatableTypes types = keys.optional("repeatable-types", RepeatableTypes::parse);
    if (types == null || types.patterns().isEmpty()) {
      return null;
    }
    if (!keys.has("id") || !keys.has("type")) {
      throw keys.invalid("repeatable-types", "must come with id and type");
    }
    return rule.base() == KeyRule.Base.DIGEST && !rule.withId() ? types : null;
  }

  /** What tells that a body is of another type; null where nobody can exchange one of them. */
  private @Nullable TypeMembers typeMembers(
      @Nullable Choice type, SignedContent content, List<JsonPointer> fields) {
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
   * Refuses an id that is one of several: a batch would pass for its first event, and the others be
   * lost when that is known.
   */
  private void requireOne(@Nullable Choice id) {
    // Adyen's code lets no more than one item through.
    for (Reference reference :
        signedBy == SignedBy.ADYEN ? List.<Reference>of() : Choice.referencesOf(id)) {
      boolean points = reference.is(Reference.Kind.JSON) || reference.is(Reference.Kind.CLAIM);
      if (points && reference.names().stream().anyMatch(SchemeReader::isIndex)) {
        throw keys.invalid(
            "id",
            "must not be an element of an array, which would stand for all that come with it: leave it out, so that the key is the digest");
      }
    }
  }

  private static boolean isIndex(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void requireWritten(String key, @Nullable Choice choice) {
    for (Template template : choice == null ? List.<Template>of() : choice.templates()) {
      // A literal alone would make one delivery of all.
      if (template.references().isEmpty()
          || template.references().stream().anyMatch(r -> !r.isWritten())) {
        throw keys.invalid(
            key, "must refer to headers, elements, query parameters or fields of the body");
      }
    }
  }

  private void requireTexts(String key, List<Reference> references) {
    for (Reference reference : references) {
      if (!reference.isText()) {
        throw keys.invalid(key, "must not refer to bytes or the secret, which are no text");
      }
    }
  }

  private static void requireElements(List<Reference> references, SignatureForm signature) {
    for (Reference reference : references) {
      if (reference.is(Reference.Kind.ELEMENT) && !signature.hasElements()) {
        throw new InvalidSchemeException(
            "signature-format", "must be elements, because of {element:" + reference.name() + "}");
      }
    }
  }

  private Algorithm algorithm(String text) {
    Algorithm algorithm = Algorithm.named(text);
    Map<Algorithm, String> known = signedBy.algorithms();
    if (algorithm == null || !(known.isEmpty() || known.containsKey(algorithm))) {
      Collection<String> names =
          known.isEmpty() ? Algorithm.schemeNames() : new TreeSet<>(known.values());
      throw keys.invalid("algorithm", "must be one of " + names, Nearest.hint(text, names));
    }
    return algorithm;
  }
}
