package org.gatepost.signature.internal.method.http;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.FieldName;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.SeparatedText;
import org.gatepost.signature.internal.format.TimeUnit;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.method.MessageKeys;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates "Signing HTTP Messages" (draft-cavage-http-signatures-12), the forerunner of RFC
 * 9421, and the body by the {@code Digest} (RFC 3230) that the signature covers. Of the draft's
 * special names {@code (request-target)} is known; the signed time is the header {@code Date}, if
 * it is covered. Thread-safe.
 */
final class DraftCavageAuthentication implements Authentication {
  static final String DIGEST = "digest";
  static final String HOST = "host";

  /** The algorithms of the draft's appendix E.2 that are made with a private key. */
  static final Map<Algorithm, String> ALGORITHMS =
      Map.of(Algorithm.ED25519, "ed25519", Algorithm.RSA_SHA256, "rsa-sha256");

  // Says nothing: section 2.1.3 of the draft has the key tell the algorithm.
  private static final String UNSPECIFIC = "hs2019";
  private static final int MAX_PARAMETER_NAME = 32;
  private static final int MAX_PARAMETER_VALUE = 4096;
  private static final int MAX_PARAMETERS = 16;
  private static final int MAX_NAMES = 64;

  private final SchemeDefinition scheme;
  private final RequiredComponents components;
  private final MessageKeys keys;

  DraftCavageAuthentication(
      SchemeDefinition scheme, RequiredComponents components, List<Secret> secrets) {
    this.scheme = scheme;
    this.components = components;
    this.keys = new MessageKeys(scheme.secretForm(), secrets);
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    SignedRequest request = values.request();
    Map<String, String> parameters =
        parameters(values.required(scheme.signature().places().get(0)));
    String algorithm = parameters.getOrDefault("algorithm", UNSPECIFIC);
    String expected = ALGORITHMS.get(scheme.algorithm());
    if (!algorithm.equals(UNSPECIFIC) && !algorithm.equals(expected)) {
      throw malformed("the signature names another algorithm than " + expected);
    }
    byte[] signature = Encoding.BASE64.decode(parameters.getOrDefault("signature", ""));
    if (signature == null || signature.length == 0) {
      throw malformed("the signature is not base64");
    }
    Map<String, String> covered = covered(request, parameters.getOrDefault("headers", ""));
    byte[] message = message(covered);
    String label = keys.labelOf(message, signature);
    if (covered.containsKey(DIGEST)) {
      checkDigest(covered.get(DIGEST), request.body());
    }
    byte[] unchanging = components.unchanging(n -> covered.getOrDefault(n, ""), message);
    return new BoundedMatch(label, signedAt(covered.get("date")), null, null, unchanging);
  }

  private static Map<String, String> parameters(String text) throws RefusedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length()) {
      int equals = text.indexOf('=', at);
      int quote = text.indexOf('"', equals + 2);
      if (equals < 0
          || quote < 0
          || text.charAt(equals + 1) != '"'
          || !isParameter(text, at, equals, quote)
          || parameters.size() == MAX_PARAMETERS
          || parameters.put(text.substring(at, equals), text.substring(equals + 2, quote))
              != null) {
        throw notParameters();
      }
      at = nextParameter(text, quote + 1);
    }
    return parameters;
  }

  private static boolean isParameter(String text, int name, int equals, int quote) {
    boolean letters = equals > name && equals - name <= MAX_PARAMETER_NAME;
    for (int i = name; letters && i < equals; i++) {
      char c = text.charAt(i);
      letters = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
    int backslash = letters ? text.indexOf('\\', equals) : -1;
    return letters
        && quote - equals - 2 <= MAX_PARAMETER_VALUE
        && (backslash < 0 || backslash > quote);
  }

  /** Where the next parameter begins behind a comma with spaces around, or where the text ends. */
  private static int nextParameter(String text, int from) throws RefusedException {
    int at = from;
    if (at == text.length()) {
      return at;
    }
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at == text.length() || text.charAt(at) != ',') {
      throw notParameters();
    }
    at++;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static RefusedException notParameters() {
    return malformed("the signature header is not NAME=\"VALUE\" joined with commas");
  }

  /** The values of what the signature covers, by their names, in order. */
  private Map<String, String> covered(SignedRequest request, String names) throws RefusedException {
    Map<String, String> covered = new LinkedHashMap<>();
    for (String name : SeparatedText.parts(names, ' ', MAX_NAMES + 1)) {
      String value = value(request, name);
      if (covered.put(name, SignatureBase.requireVisible(value)) != null
          || covered.size() > MAX_NAMES) {
        throw malformed("the signature covers a header twice, or too many");
      }
    }
    components.check(covered.keySet());
    return covered;
  }

  /** The value of a component, or null if it is not there. */
  static @Nullable String value(SignedRequest request, String name) throws RefusedException {
    if (name.equals(RequiredComponents.REQUEST_TARGET)) {
      return request.method().toLowerCase(Locale.ROOT)
          + " "
          + TargetUri.of(request).requestTarget();
    } else if (name.equals(HOST) && request.configuredUrl().isPresent()) {
      // The sender's, whatever a request says or a proxy makes of it.
      return TargetUri.of(request).authority();
    } else if (FieldName.isLowerCase(name)) {
      return SignatureBase.field(request.headers(name));
    }
    throw malformed("the signature covers what is no header in lower case");
  }

  /** The lines that are signed. */
  static byte[] message(Map<String, String> covered) {
    return SignatureBase.ascii(
        covered.entrySet().stream()
            .map(line -> line.getKey() + ": " + line.getValue())
            .collect(Collectors.joining("\n")));
  }

  /** Checks that every secure digest in the header is the body's. */
  private static void checkDigest(String header, byte[] body) throws RefusedException {
    boolean checked = false;
    for (String digest : SeparatedText.parts(header, ',', MAX_NAMES)) {
      String one = digest.strip();
      int equals = one.indexOf('=');
      String algorithm = one.substring(0, Math.max(0, equals)).toUpperCase(Locale.ROOT);
      if (algorithm.equals("SHA-256") || algorithm.equals("SHA-512")) {
        byte[] sent = Encoding.BASE64.decode(one.substring(equals + 1));
        byte[] expected = Digests.of(algorithm).digest(body);
        if (sent == null) {
          throw malformed("header digest has a digest that is not base64");
        }
        if (!MessageDigest.isEqual(expected, sent)) {
          throw new RefusedException(
              Refusal.Reason.MISMATCH, "header digest is not the body's digest");
        }
        checked = true;
      }
    }
    if (!checked) {
      throw new RefusedException(
          Refusal.Reason.MISSING, "header digest has neither SHA-256 nor SHA-512");
    }
  }

  private @Nullable Instant signedAt(@Nullable String date) throws RefusedException {
    Instant time = date == null ? null : TimeUnit.HTTP_DATE.parse(date);
    if (time == null && scheme.tolerance() != null) {
      throw new RefusedException(
          date == null ? Refusal.Reason.MISSING : Refusal.Reason.MALFORMED,
          "the signature covers no date of HTTP");
    }
    return time;
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
