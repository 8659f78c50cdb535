package org.gatepost.signature;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
          "audience",
          "body-hash",
          "body-hash-encoding",
          "detached",
          "url-hash",
          "query-hash",
          "base-path",
          "public-key-prefix",
          "public-key-signature",
          "signature-versions",
          "webhook-id",
          "handshake-when",
          "handshake-answer",
          "secret-encoding",
          "secret-prefix",
          "max-body");

  private static final Map<String, Character> SEPARATORS =
      Map.of("comma", ',', "space", ' ', "semicolon", ';', "ampersand", '&');
  private static final Set<String> METHODS = Set.of("DELETE", "GET", "PATCH", "POST", "PUT");

  // A token has one form, which nothing configures.
  private static final Set<String> NOT_OF_TOKENS =
      Set.of("encoding", "signature-element", "signature-format", "signature-separator");

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
    SignedBy signedBy = oneOf("signed-by", SignedBy.class, SignedBy.TEMPLATE);
    boolean template = signedBy == SignedBy.TEMPLATE;
    List<Reference> signature = signature(signedBy);
    Algorithm algorithm = required("algorithm", SchemeReader::algorithm);
    boolean token = algorithm.kind() == Algorithm.Kind.TOKEN;
    if (token && keys.containsKey("signed-content")) {
      throw invalid("signed-content", "must be left out: a token signs nothing");
    }
    // Whoever has the token can send anything, so nothing is less protected than anything else.
    SignedContent content =
        new SignedContent(
            token || (!template && !keys.containsKey("signed-content"))
                ? Template.parse("{body}")
                : required("signed-content", Template::parse));
    Choice time = optional("time", Choice::parse);
    Choice id = optional("id", Choice::parse);
    Choice type = optional("type", Choice::parse);
    Choice answer = optional("handshake-answer", Choice::parse);
    List<Requirement> handshake = optional("handshake-when", Requirement::parse);
    requireTogether("handshake-when", handshake, "handshake-answer", answer);
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
    if (template && timeSigned != (time != null)) {
      throw new InvalidSchemeException(
          "time",
          "must be given where signed-content has {time}, and elsewhere only if it is in what is signed");
    }
    if (content.covers(new Reference.Id()) && id == null) {
      throw new InvalidSchemeException("id", "must be given where signed-content has {id}");
    }
    if (signedBy != SignedBy.JWT && content.coversBody() == bool("unsigned-body")) {
      throw new InvalidSchemeException(
          "signed-content",
          "must have {body} or a digest of it, or unsigned-body must say that anybody can exchange the body");
    }
    if (content.references().contains(new Reference.Secret())
        != (algorithm.kind() == Algorithm.Kind.DIGEST)) {
      throw new InvalidSchemeException(
          "signed-content", "must have {secret} just where the algorithm is a plain digest");
    }
    List<Requirement> requirements = optional("require", Requirement::parse);
    List<Reference> references = new ArrayList<>(content.references());
    for (List<Requirement> conditions : Arrays.asList(requirements, handshake)) {
      if (conditions != null) {
        conditions.forEach(condition -> references.add(condition.place()));
      }
    }
    for (Choice choice : Arrays.asList(time, id, type, answer)) {
      references.addAll(choice == null ? List.of() : choice.references());
    }
    references.addAll(signature);
    requireElements(references, format);
    if (signedBy == SignedBy.AWS_SNS && algorithm != Algorithm.RSA_SHA256) {
      throw invalid("algorithm", "must be RSA-SHA256 where signed-by is aws-sns");
    }
    if (signedBy != SignedBy.AWS_SNS && keys.containsKey("signature-versions")) {
      throw invalid("signature-versions", "must be left out unless signed-by is aws-sns");
    }
    TokenRules tokenRules = tokenRules(signedBy, algorithm, signature, time, references);
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
        tolerance(template, time),
        id,
        keyRule(id, content),
        type,
        handshake == null ? List.of() : handshake,
        answer,
        oneOf("secret-encoding", Encoding.class, Encoding.TEXT),
        text("secret-prefix", ""),
        required("max-body", SchemeReader::sizeInBytes),
        methods(),
        tokenRules,
        publicKeyForm(),
        optional("signature-versions", SchemeReader::signatureVersions),
        text("webhook-id", ""),
        SchemeDefinition.pointersIn(references));
  }

  /** The scheme as it is where the secret is a public key, or null if that makes no difference. */
  private @Nullable SchemeDefinition publicKeyForm() {
    Map<String, String> others = new TreeMap<>(keys);
    String prefix = others.remove("public-key-prefix");
    String signature = others.remove("public-key-signature");
    requireTogether("public-key-prefix", prefix, "public-key-signature", signature);
    if (prefix == null || signature == null) {
      return null;
    }
    String[] parts = signature.split(" ", 2);
    Algorithm algorithm = Algorithm.named(parts[0]);
    if (algorithm == null || algorithm.kind() != Algorithm.Kind.PUBLIC_KEY) {
      throw invalid(
          "public-key-signature", "must be an algorithm of public keys, then its signature-prefix");
    }
    if (prefix.isEmpty() || prefix.equals(text("secret-prefix", ""))) {
      throw invalid("public-key-prefix", "must tell a public key from another secret");
    }
    others.put("secret-prefix", prefix);
    others.put("algorithm", parts[0]);
    others.put("signature-prefix", parts.length > 1 ? parts[1] : "");
    return new SchemeReader(others).read();
  }

  private static Set<String> signatureVersions(String text) {
    Set<String> versions = new TreeSet<>(Arrays.asList(text.split(", *", -1)));
    if (!Set.of("1", "2").containsAll(versions)) {
      throw new IllegalArgumentException("must be 1, 2 or both, separated by a comma");
    }
    return versions;
  }

  private TokenRules tokenRules(
      SignedBy signedBy,
      Algorithm algorithm,
      List<Reference> signature,
      @Nullable Choice time,
      List<Reference> references) {
    boolean jwt = signedBy == SignedBy.JWT;
    for (String key : jwt ? NOT_OF_TOKENS : TokenRules.KEYS) {
      if (keys.containsKey(key)) {
        throw invalid(key, "must be left out where signed-by is " + text("signed-by", "template"));
      }
    }
    JsonPointer bodyHash = optional("body-hash", TokenRules::claim);
    Choice audience = optional("audience", Choice::parse);
    List<Reference> used = new ArrayList<>(references);
    used.addAll(audience == null ? List.of() : audience.references());
    TokenRules rules =
        new TokenRules(
            bool("detached"),
            bodyHash,
            oneOf("body-hash-encoding", Encoding.class, Encoding.HEX),
            optional("url-hash", TokenRules::claim),
            optional("query-hash", TokenRules::claim),
            text("base-path", ""),
            audience,
            TokenRules.claimsIn(used));
    if (!jwt) {
      if (!rules.claims().isEmpty()) {
        throw new InvalidSchemeException("signed-by", "must be jwt, because of {claim:...}");
      }
      return rules;
    }
    if (JwtKey.nameOf(algorithm) == null) {
      throw invalid("algorithm", "must be one of " + JwtKey.algorithms() + " for a token");
    }
    if (rules.bodyHashEncoding() == Encoding.TEXT) {
      throw invalid("body-hash-encoding", "must be hex, base64 or base64url");
    }
    if (time != null && !time.references().stream().allMatch(Reference.Claim.class::isInstance)) {
      throw invalid("time", "must be a claim, since the token signs nothing else");
    }
    boolean bound =
        bodyHash != null || rules.detached() || signature.contains(new Reference.Body());
    if (bound == bool("unsigned-body")) {
      throw new InvalidSchemeException(
          "body-hash",
          "must be given, or unsigned-body must say that anybody can exchange the body");
    }
    return rules;
  }

  private List<Reference> signature(SignedBy signedBy) {
    List<Reference> places = new ArrayList<>();
    for (Template template : required("signature", Choice::parse).templates()) {
      if (template.parts().size() == 1
          && template.parts().get(0) instanceof Reference place
          && (place instanceof Reference.Header
              || place instanceof Reference.Query
              || (signedBy == SignedBy.JWT && place instanceof Reference.Body)
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

  private @Nullable Duration tolerance(boolean template, @Nullable Choice time) {
    String text = keys.get("tolerance");
    if (time == null && (template || text == null)) {
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
                .allMatch(
                    r ->
                        (content.covers(r) || content.covers(new Reference.Id()))
                            && !(r.isInBody() && bool("unsigned-body")));
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
        || reference instanceof Reference.Claim
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
