package org.gatepost.signature.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gatepost.internal.Nearest;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.SecretForm;
import org.gatepost.signature.internal.method.SigningMethod;
import org.gatepost.signature.internal.method.jwt.JwtMethod;
import org.gatepost.signature.internal.scheme.AnswerForm;
import org.gatepost.signature.internal.scheme.BodyRules;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Claims;
import org.gatepost.signature.internal.scheme.EventRule;
import org.gatepost.signature.internal.scheme.HandshakeRules;
import org.gatepost.signature.internal.scheme.Identity;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.RequestRules;
import org.gatepost.signature.internal.scheme.Requirement;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.SignedTime;
import org.jspecify.annotations.Nullable;

/** Reads a scheme from its keys and checks it as a whole: the one parser of the scheme language. */
final class SchemeReader {
  // Keys that schemes of all methods may have. A method may refuse one all the same.
  private static final Set<String> COMMON_KEYS =
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
          "events",
          "id",
          "key",
          "remember",
          "repeatable-types",
          "type-members",
          "type",
          "json-field",
          "answer",
          "answer-content-type",
          "answer-to",
          "answer-within",
          "webhook-id",
          "secret-encoding",
          "secret-prefix",
          "secret-separator",
          "max-body");

  // How the whole text of a secret may be a key besides.
  private static final Map<String, Charset> TEXTS =
      Map.of("text", StandardCharsets.UTF_8, "iso-8859-1", StandardCharsets.ISO_8859_1);

  /** Every key of the language. */
  static final Set<String> KEYS = allKeys();

  private final SchemeKeys keys;
  private final SigningMethod method;

  private SchemeReader(SchemeKeys keys) {
    this.keys = keys;
    this.method = SigningMethods.named(keys);
  }

  private static Set<String> allKeys() {
    Set<String> all = new TreeSet<>(COMMON_KEYS);
    all.addAll(HandshakeRules.keys());
    all.addAll(SigningMethods.keys());
    return Set.copyOf(all);
  }

  static SignedScheme read(Map<String, String> keys) {
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

  private SignedScheme read() {
    Algorithm algorithm = keys.required("algorithm", this::algorithm);
    SignatureForm signature = SignatureForm.read(keys, algorithm, method.maySignatureBeBody());
    SigningMethods.refuseKeysOfOthers(method, keys);
    SigningMethod.Settings settings =
        method.read(keys, algorithm, signature, form -> new SchemeReader(form).read().definition());
    SignedContent content = settings.content();
    List<Requirement> requirements = Requirement.read(keys, "require");
    Choice time = keys.optional("time", Choice::parse);
    Choice id = keys.optional("id", Choice::parse);
    Choice type = keys.optional("type", Choice::parseConditional);
    HandshakeRules handshake = HandshakeRules.read(keys, algorithm, method.isComparable());
    SignedTime.check(keys, time, content);
    Choice.requireWritten(keys, "id", id);
    if (!settings.letsOneEventThrough()) {
      requireOne(id);
    }
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
    references.addAll(settings.references());
    references.addAll(Choice.referencesOf(time));
    List<Reference> ofEvents =
        Stream.of(id, type).flatMap(choice -> Choice.referencesOf(choice).stream()).toList();
    EventRule events = EventRule.read(keys, ofEvents, references);
    references.addAll(ofEvents);
    if (events != null) {
      requireTexts("events", events.references());
      references.addAll(events.references());
    }
    requireElements(references, signature);
    List<JsonPointer> claims = pointersIn(references, Reference.Kind.CLAIM);
    Claims.Reader tokens = settings.claims(claims);
    if (tokens == null && !claims.isEmpty()) {
      throw new InvalidSchemeException(
          "signed-by", "must be " + JwtMethod.NAME + ", because of {claim:...}");
    }
    Identity identity = Identity.read(keys, id, type, content, algorithm);
    SignedTime signedTime = SignedTime.read(keys, time, settings.isTimedBySignature());
    BodyRules bodies =
        BodyRules.read(
            keys,
            // Where the body is itself the one event, its fields are the body's.
            pointersIn(references, Reference.Kind.JSON, Reference.Kind.EVENT),
            type,
            content,
            events);
    SecretForm secretForm = secretForm(algorithm);
    SchemeDefinition definition =
        new SchemeDefinition(
            secretForm,
            signature,
            content,
            tokens,
            signedTime,
            identity,
            RequestRules.read(keys, requirements),
            bodies,
            handshake,
            AnswerForm.read(keys),
            keys.text("webhook-id", ""));
    return new SignedScheme(definition, method, settings);
  }

  private SecretForm secretForm(Algorithm algorithm) {
    String text = keys.text("secret-encoding", "text");
    int or = text.indexOf(" or ");
    SchemeKeys first =
        or < 0
            ? keys
            : keys.replacing(Set.of(), Map.of("secret-encoding", text.substring(0, or).strip()));
    Charset whole = or < 0 ? null : TEXTS.get(text.substring(or + 4).strip());
    if (or >= 0 && (whole == null || !method.takesSeveralKeys())) {
      throw keys.invalid(
          "secret-encoding",
          "must be one encoding or, where a template is signed or a token sent, an encoding and then or text or or iso-8859-1");
    }
    return new SecretForm(
        algorithm,
        first.oneOf("secret-encoding", Encoding.class, Encoding.TEXT),
        keys.text("secret-prefix", ""),
        whole);
  }

  /** The JSON pointers among some references of some kinds, each once. */
  private static List<JsonPointer> pointersIn(List<Reference> references, Reference.Kind... kinds) {
    Set<JsonPointer> pointers = new LinkedHashSet<>();
    for (Reference reference : references) {
      if (Arrays.asList(kinds).contains(reference.kind())) {
        pointers.add(reference.pointer());
      }
    }
    return new ArrayList<>(pointers);
  }

  /**
   * Refuses an id that is one of several: a batch would pass for its first event, and the others be
   * lost when that is known.
   */
  private void requireOne(@Nullable Choice id) {
    for (Reference reference : Choice.referencesOf(id)) {
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

  /** The algorithm, or the first of those of which a method takes several. */
  private Algorithm algorithm(String text) {
    int or = method.takesSeveralAlgorithms() ? text.indexOf(" or ") : -1;
    Algorithm algorithm = Algorithm.named(or < 0 ? text : text.substring(0, or).strip());
    Map<Algorithm, String> known = method.algorithms();
    if (algorithm == null || !(known.isEmpty() || known.containsKey(algorithm))) {
      Collection<String> names =
          known.isEmpty() ? Algorithm.schemeNames() : new TreeSet<>(known.values());
      throw keys.invalid("algorithm", "must be one of " + names, Nearest.hint(text, names));
    }
    return algorithm;
  }
}
