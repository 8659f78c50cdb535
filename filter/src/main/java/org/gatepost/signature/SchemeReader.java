package org.gatepost.signature;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
          "algorithm",
          "signature",
          "signature-format",
          "signature-prefix",
          "signature-prefix-optional",
          "signature-element",
          "signature-separator",
          "encoding",
          "signed-by",
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
          "handshake-method",
          "handshake-when",
          "handshake-answer",
          "handshake-content-type",
          "secret-encoding",
          "secret-prefix",
          "max-body");

  private static final Map<String, Character> SEPARATORS =
      Map.of("comma", ',', "space", ' ', "semicolon", ';', "ampersand", '&');
  private static final Set<String> HANDSHAKE_METHODS = Set.of("GET", "HEAD", "POST");
  private static final Set<String> METHODS = Set.of("DELETE", "GET", "PATCH", "POST", "PUT");

  private static final Duration MIN_TOLERANCE = Duration.ofSeconds(1);
  private static final Duration MAX_TOLERANCE = Duration.ofHours(24);

  private final Map<String, String> keys;

  private SchemeReader(Map<String, String> keys) {
    this.keys = keys;
  }

  static SchemeDefinition read(Map<String, String> keys) {
    for (String key : new TreeSet<>(keys.keySet())) {
      if (!KEYS.contains(key)) {
        throw new InvalidSchemeException(
            key, "is not a key of a scheme; these are: " + new TreeSet<>(KEYS));
      }
    }
    return new SchemeReader(keys).read();
  }

  private SchemeDefinition read() {
    SignatureFormat format =
        oneOf("signature-format", SignatureFormat.class, SignatureFormat.SINGLE);
    List<Reference> signature = signature();
    SignedBy signedBy = oneOf("signed-by", SignedBy.class, SignedBy.TEMPLATE);
    boolean coded = signedBy != SignedBy.TEMPLATE;
    Algorithm algorithm = required("algorithm", SchemeReader::algorithm);
    boolean token = algorithm.kind() == Algorithm.Kind.TOKEN;
    if (token && keys.containsKey("signed-content")) {
      throw invalid("signed-content", "must be left out: a token signs nothing");
    }
    // Whoever has the token can send anything, so nothing is less protected than anything else.
    Template signed =
        coded || token
            ? optional("signed-content", Template::parse)
            : required("signed-content", Template::parse);
    String unsaid = coded && bool("unsigned-body") ? "{method}" : "{body}";
    SignedContent content = new SignedContent(signed == null ? Template.parse(unsaid) : signed);
    Choice time = optional("time", Choice::parse);
    Choice id = optional("id", Choice::parse);
    Choice type = optional("type", Choice::parse);
    HandshakeRule handshake = handshake(signedBy, algorithm);
    requireTogether(
        "signature-element",
        format == SignatureFormat.ELEMENTS ? format : null,
        "signature-format=elements",
        keys.get("signature-element"));
    if (format == SignatureFormat.ELEMENTS && !text("signature-prefix", "").isEmpty()) {
      throw invalid("signature-prefix", "must be left out: elements have a name instead");
    }
    requireFixed("time", time);
    requireFixed("id", id);
    boolean timeSigned =
        content.covers(new Reference.Time())
            || (time != null && time.references().stream().allMatch(content::covers));
    if (!coded && timeSigned != (time != null)) {
      throw new InvalidSchemeException(
          "time",
          "must be given where signed-content has {time}, and elsewhere only if it is in what is signed");
    }
    if (content.covers(new Reference.Id()) && id == null) {
      throw new InvalidSchemeException("id", "must be given where signed-content has {id}");
    }
    if (content.coversBody() == bool("unsigned-body")) {
      throw new InvalidSchemeException(
          "signed-content",
          "must have {body} or a digest of it, or unsigned-body must say that anybody can exchange the body");
    }
    if (!coded
        && content.references().contains(new Reference.Secret())
            != (algorithm.kind() == Algorithm.Kind.DIGEST)) {
      throw new InvalidSchemeException(
          "signed-content", "must have {secret} just where the algorithm is a plain digest");
    }
    List<Requirement> requirements = optional("require", Requirement::parse);
    List<Reference> references = new ArrayList<>(content.references());
    if (requirements != null) {
      requirements.forEach(condition -> references.add(condition.place()));
    }
    for (Choice choice : Arrays.asList(time, id, type)) {
      references.addAll(choice == null ? List.of() : choice.references());
    }
    if (references.stream().anyMatch(Reference.Computed.class::isInstance)) {
      throw new InvalidSchemeException(
          "handshake-answer", "alone may have {hmac-...} and digests of other than the body");
    }
    references.addAll(handshake.references());
    references.addAll(signature);
    requireElements(references, format);
    return new SchemeDefinition(
        signedBy,
        algorithm,
        signature,
        format,
        text("signature-prefix", ""),
        bool("signature-prefix-optional"),
        text("signature-element", ""),
        separator(),
        encodingOfSignature(token),
        content,
        requirements == null ? List.of() : requirements,
        time,
        oneOf("time-unit", TimeUnit.class, TimeUnit.S),
        tolerance(time, coded),
        id,
        keyRule(id, content),
        type,
        handshake,
        oneOf("secret-encoding", Encoding.class, Encoding.TEXT),
        text("secret-prefix", ""),
        required("max-body", SchemeReader::sizeInBytes),
        methods(),
        SchemeDefinition.pointersIn(references));
  }

  private HandshakeRule handshake(SignedBy signedBy, Algorithm algorithm) {
    String method = keys.get("handshake-method");
    if (method != null && !HANDSHAKE_METHODS.contains(method)) {
      throw invalid("handshake-method", "must be one of " + new TreeSet<>(HANDSHAKE_METHODS));
    }
    Choice answer = optional("handshake-answer", Choice::parse);
    List<Requirement> conditions = optional("handshake-when", Requirement::parse);
    if (method == null) {
      requireTogether("handshake-when", conditions, "handshake-answer", answer);
    } else if (answer == null && signedBy != SignedBy.BRAINTREE) {
      throw new InvalidSchemeException(
          "handshake-method", "and [handshake-answer] must be given together");
    }
    for (Reference reference : answer == null ? List.<Reference>of() : answer.references()) {
      boolean keyed = reference instanceof Reference.Computed computed && computed.keyed();
      if (reference instanceof Reference.Secret
          || (keyed && algorithm.kind() != Algorithm.Kind.MAC)) {
        throw invalid(
            "handshake-answer",
            "must not have {secret} by itself, and {hmac-...} only where the algorithm is an HMAC");
      }
    }
    HandshakeRule.ContentType type =
        optional("handshake-content-type", HandshakeRule.ContentType::parse);
    return new HandshakeRule(
        method,
        conditions == null ? List.of() : conditions,
        answer,
        type == null ? HandshakeRule.ContentType.TEXT : type);
  }

  private List<Reference> signature() {
    List<Reference> places = new ArrayList<>();
    for (Template template : required("signature", Choice::parse).templates()) {
      if (template.parts().size() == 1
          && template.parts().get(0) instanceof Reference place
          && (place instanceof Reference.Header
              || place instanceof Reference.Query
              || place.isInBody())) {
        places.add(place);
      } else {
        throw invalid("signature", "must be places such as {header:NAME}, joined with or");
      }
    }
    return List.copyOf(places);
  }

  private char separator() {
    String text = text("signature-separator", "comma");
    Character separator = SEPARATORS.get(text);
    if (separator == null) {
      throw invalid("signature-separator", "must be one of " + new TreeSet<>(SEPARATORS.keySet()));
    }
    return separator;
  }

  private Encoding encodingOfSignature(boolean token) {
    Encoding encoding = oneOf("encoding", Encoding.class, token ? Encoding.TEXT : Encoding.HEX);
    if (encoding == Encoding.TEXT && !token) {
      throw invalid("encoding", "must be hex, base64 or base64url");
    }
    return encoding;
  }

  private Set<String> methods() {
    Set<String> methods = new TreeSet<>(Arrays.asList(text("methods", "POST").split(", *", -1)));
    if (!METHODS.containsAll(methods)) {
      throw invalid(
          "methods", "must be some of " + new TreeSet<>(METHODS) + ", separated by commas");
    }
    return methods;
  }

  private boolean bool(String key) {
    return switch (text(key, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, "must be true or false");
    };
  }

  private @Nullable Duration tolerance(@Nullable Choice time, boolean coded) {
    String text = keys.get("tolerance");
    // Code may know the time where no key tells it.
    if (time == null && !(coded && text != null)) {
      if (text != null) {
        throw invalid("tolerance", "must be absent: this scheme signs no time");
      }
      return null;
    }
    if ("none".equals(text)) {
      return null;
    }
    return required("tolerance", SchemeReader::duration);
  }

  private KeyRule keyRule(@Nullable Choice id, SignedContent content) {
    boolean signed =
        id != null
            && id.references().stream()
                .allMatch(r -> content.covers(r) || content.covers(new Reference.Id()));
    KeyRule rule = oneOf("key", KeyRule.class, signed ? KeyRule.ID : KeyRule.DIGEST);
    if (rule == KeyRule.ID && !signed) {
      throw invalid(
          "key",
          "must be digest or none: the signature does not cover the id, so a replay could bear a fresh one");
    }
    return rule;
  }

  private void requireFixed(String key, @Nullable Choice choice) {
    for (Template template : choice == null ? List.<Template>of() : choice.templates()) {
      // A literal alone would make one delivery of all.
      if (template.references().isEmpty()
          || template.references().stream().anyMatch(SchemeReader::isDerived)) {
        throw invalid(
            key, "must refer to headers, elements, query parameters or fields of the body");
      }
    }
  }

  private static boolean isDerived(Reference reference) {
    return !(reference instanceof Reference.Header
        || reference instanceof Reference.Element
        || reference instanceof Reference.Query
        || reference.isInBody());
  }

  private static void requireElements(List<Reference> references, SignatureFormat format) {
    for (Reference reference : references) {
      boolean elements = format == SignatureFormat.ELEMENTS || format == SignatureFormat.POSITIONAL;
      if (reference instanceof Reference.Element element && !elements) {
        throw new InvalidSchemeException(
            "signature-format", "must be elements, because of {element:" + element.name() + "}");
      }
    }
  }

  private void requireTogether(
      String key, @Nullable Object value, String otherKey, @Nullable Object other) {
    if ((value == null) != (other == null)) {
      throw new InvalidSchemeException(key, "and [" + otherKey + "] must be given together");
    }
  }

  private static Algorithm algorithm(String text) {
    Algorithm algorithm = Algorithm.named(text);
    if (algorithm == null) {
      throw new IllegalArgumentException("must be one of " + Algorithm.schemeNames());
    }
    return algorithm;
  }

  private static Duration duration(String text) {
    String rule = "must be an ISO-8601 duration from PT1S to PT24H, or none";
    try {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(MIN_TOLERANCE) < 0 || duration.compareTo(MAX_TOLERANCE) > 0) {
        throw new IllegalArgumentException(rule);
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(rule, e);
    }
  }

  /** A size such as {@code 512K}: bytes, or with K, M or G a power of 1024 of them. */
  private static int sizeInBytes(String text) {
    if (!text.matches("[0-9]{1,9}[KMG]?")) {
      throw new IllegalArgumentException("must be a size from 1 to 1G, such as 512K or 1M");
    }
    boolean plain = Character.isDigit(text.charAt(text.length() - 1));
    long number = Long.parseLong(plain ? text : text.substring(0, text.length() - 1));
    long size =
        plain ? number : number << (10 * (1 + "KMG".indexOf(text.charAt(text.length() - 1))));
    if (size < 1 || size > 1 << 30) {
      throw new IllegalArgumentException("must be a size from 1 to 1G, such as 512K or 1M");
    }
    return (int) size;
  }

  private <E extends Enum<E>> E oneOf(String key, Class<E> type, E absent) {
    String text = keys.get(key);
    if (text == null) {
      return absent;
    }
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int i = names.indexOf(text);
    if (i < 0) {
      throw invalid(key, "must be one of " + names);
    }
    return type.getEnumConstants()[i];
  }

  private String text(String key, String absent) {
    return keys.getOrDefault(key, absent);
  }

  private <T> T required(String key, Function<String, T> parser) {
    T value = optional(key, parser);
    if (value == null) {
      throw new InvalidSchemeException(key, "must be given");
    }
    return value;
  }

  private <T> @Nullable T optional(String key, Function<String, T> parser) {
    String text = keys.get(key);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw invalid(key, e.getMessage());
    }
  }

  private InvalidSchemeException invalid(String key, @Nullable String rule) {
    return new InvalidSchemeException(key, rule + ", was [" + keys.getOrDefault(key, "") + "]");
  }
}
