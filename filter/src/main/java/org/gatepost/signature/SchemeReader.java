package org.gatepost.signature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
          "methods",
          "time",
          "time-unit",
          "tolerance",
          "id",
          "key",
          "type",
          "handshake-when",
          "handshake-answer",
          "secret-encoding",
          "secret-prefix",
          "max-body");

  private static final Set<String> METHODS = Set.of("DELETE", "GET", "PATCH", "POST", "PUT");

  private final SchemeKeys keys;

  private SchemeReader(SchemeKeys keys) {
    this.keys = keys;
  }

  static SchemeDefinition read(Map<String, String> keys) {
    for (String key : new TreeSet<>(keys.keySet())) {
      if (!KEYS.contains(key)) {
        throw new InvalidSchemeException(
            key, "is not a key of a scheme; these are: " + new TreeSet<>(KEYS));
      }
    }
    return new SchemeReader(new SchemeKeys(keys)).read();
  }

  private SchemeDefinition read() {
    Algorithm algorithm = keys.required("algorithm", SchemeReader::algorithm);
    SignatureForm signature = SignatureForm.read(keys, algorithm);
    SignedBy signedBy = keys.oneOf("signed-by", SignedBy.class, SignedBy.TEMPLATE);
    SignedContent content = SignedContent.read(keys, signedBy, algorithm);
    List<Requirement> requirements = Requirement.read(keys, "require");
    Choice time = keys.optional("time", Choice::parse);
    Choice id = keys.optional("id", Choice::parse);
    Choice type = keys.optional("type", Choice::parse);
    HandshakeRule handshake = HandshakeRule.read(keys);
    requireTime(time, content);
    requireWritten("id", id);
    requireTexts("type", Choice.referencesOf(type));
    requireTexts("require", requirements.stream().map(Requirement::place).toList());
    requireTexts(
        "handshake-when", handshake.conditions().stream().map(Requirement::place).toList());
    requireTexts("handshake-answer", Choice.referencesOf(handshake.answer()));
    if (content.covers(Reference.ID) && id == null) {
      throw new InvalidSchemeException("id", "must be given where signed-content has {id}");
    }
    List<Reference> references = new ArrayList<>(signature.places());
    references.addAll(content.references());
    requirements.forEach(requirement -> references.add(requirement.place()));
    references.addAll(handshake.references());
    for (Choice choice : Arrays.asList(time, id, type)) {
      references.addAll(Choice.referencesOf(choice));
    }
    requireElements(references, signature);
    return new SchemeDefinition(
        signedBy,
        algorithm,
        signature,
        content,
        requirements,
        time,
        keys.oneOf("time-unit", TimeUnit.class, TimeUnit.S),
        tolerance(time),
        id,
        keyRule(id, content),
        type,
        handshake,
        keys.oneOf("secret-encoding", Encoding.class, Encoding.TEXT),
        keys.text("secret-prefix", ""),
        keys.required("max-body", SchemeKeys::sizeInBytes),
        methods(),
        SchemeDefinition.pointersIn(references));
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

  private Set<String> methods() {
    Set<String> methods =
        new TreeSet<>(Arrays.asList(keys.text("methods", "POST").split(", *", -1)));
    if (!METHODS.containsAll(methods)) {
      throw keys.invalid(
          "methods", "must be some of " + new TreeSet<>(METHODS) + ", separated by commas");
    }
    return methods;
  }

  private @Nullable Duration tolerance(@Nullable Choice time) {
    String text = keys.optional("tolerance", Function.identity());
    if (time == null) {
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

  private KeyRule keyRule(@Nullable Choice id, SignedContent content) {
    boolean signed =
        id != null
            && id.references().stream()
                .allMatch(r -> content.covers(r) || content.covers(Reference.ID));
    KeyRule rule = keys.oneOf("key", KeyRule.class, signed ? KeyRule.ID : KeyRule.DIGEST);
    if (rule == KeyRule.ID && !signed) {
      throw keys.invalid(
          "key",
          "must be digest or none: the signature does not cover the id, so a replay could bear a fresh one");
    }
    return rule;
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

  private static Algorithm algorithm(String text) {
    Algorithm algorithm = Algorithm.named(text);
    if (algorithm == null) {
      throw new IllegalArgumentException("must be one of " + Algorithm.schemeNames());
    }
    return algorithm;
  }
}
