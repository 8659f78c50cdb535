package org.gatepost.signature;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates "Signing HTTP Messages" (draft-cavage-http-signatures-12), the forerunner of RFC
 * 9421, and the body by the {@code Digest} (RFC 3230) that the signature covers. Of the draft's
 * special names {@code (request-target)} is known; the signed time is the header {@code Date}, if
 * it is covered. Thread-safe.
 */
final class DraftCavageAuthentication implements Authentication {
  static final String DIGEST = "digest";
  static final String REQUEST_TARGET = "(request-target)";

  /** The algorithms, with their names in signatures. */
  static final Map<Algorithm, String> ALGORITHMS =
      Map.of(Algorithm.ED25519, "ed25519", Algorithm.RSA_SHA256, "rsa-sha256");

  // Says nothing: section 2.1.3 of the draft has the key tell the algorithm.
  private static final String UNSPECIFIC = "hs2019";
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z]{1,32})=\"([^\"\\\\]{0,4096}+)\"(?: *, *|$)");
  private static final int MAX_PARAMETERS = 16;
  private static final int MAX_NAMES = 64;

  /** A secret's label, and its key ready for use. */
  private record Key(String label, MessageKey check) {}

  private final SchemeDefinition scheme;
  private final List<Key> keys = new ArrayList<>();

  DraftCavageAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    this.scheme = scheme;
    for (Secret secret : secrets) {
      keys.add(new Key(secret.label(), MessageKey.of(scheme, secret)));
    }
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    SignedRequest request = values.request();
    Map<String, String> parameters = parameters(values.required(scheme.signature().get(0)));
    String algorithm = parameters.getOrDefault("algorithm", UNSPECIFIC);
    String expected = ALGORITHMS.get(scheme.algorithm());
    if (!algorithm.equals(UNSPECIFIC) && !algorithm.equals(expected)) {
      throw malformed("the signature names another algorithm than " + expected);
    }
    byte[] signature = Encoding.BASE64.decode(parameters.getOrDefault("signature", ""));
    if (signature == null || signature.length == 0) {
      throw malformed("the signature is not base64");
    }
    List<String> names = names(parameters.getOrDefault("headers", ""));
    byte[] message = SignatureBase.ascii(message(request, names));
    for (Key key : keys) {
      if (key.check().verifies(message, signature)) {
        if (names.contains(DIGEST)) {
          checkDigest(request);
        }
        return new Proof(key.label(), signedAt(request, names));
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature of what it says it covers");
  }

  private static Map<String, String> parameters(String text) throws RefusedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at)
          || matcher.start() != at
          || parameters.size() == MAX_PARAMETERS
          || parameters.put(matcher.group(1), matcher.group(2)) != null) {
        throw malformed("the signature header is not NAME=\"VALUE\" joined with commas");
      }
      at = matcher.end();
    }
    return parameters;
  }

  /** What the signature covers, which must have all that the scheme requires. */
  private List<String> names(String text) throws RefusedException {
    List<String> names = Arrays.asList(text.split(" ", MAX_NAMES + 1));
    Set<String> distinct = new HashSet<>(names);
    if (distinct.size() < names.size() || names.size() > MAX_NAMES) {
      throw malformed("the signature covers a header twice, or too many");
    }
    for (String component : scheme.requiredComponents()) {
      if (!distinct.contains(component)) {
        throw new RefusedException(
            Refusal.Reason.MISSING, "the signature does not cover " + component);
      }
    }
    return names;
  }

  private static String message(SignedRequest request, List<String> names) throws RefusedException {
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String value;
      if (name.equals(REQUEST_TARGET)) {
        value =
            request.method().toLowerCase(Locale.ROOT)
                + " "
                + TargetUri.parse(request.url()).requestTarget();
      } else if (name.matches("[a-z0-9_-]+")) {
        value = SignatureBase.field(request.headers(name));
      } else {
        throw malformed("the signature covers what is no header in lower case");
      }
      lines.add(name + ": " + SignatureBase.requireVisible(value));
    }
    return String.join("\n", lines);
  }

  /** Checks that every secure digest in the header is the body's. */
  private static void checkDigest(SignedRequest request) throws RefusedException {
    String header = Objects.requireNonNullElse(SignatureBase.field(request.headers(DIGEST)), "");
    boolean checked = false;
    for (String digest : header.split(" *, *", MAX_NAMES)) {
      int equals = digest.indexOf('=');
      String algorithm = digest.substring(0, Math.max(0, equals)).toUpperCase(Locale.ROOT);
      if (algorithm.equals("SHA-256") || algorithm.equals("SHA-512")) {
        byte[] sent = Encoding.BASE64.decode(digest.substring(equals + 1));
        byte[] expected = Digests.of(algorithm).digest(request.body());
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

  private @Nullable Instant signedAt(SignedRequest request, List<String> names)
      throws RefusedException {
    String date = names.contains("date") ? SignatureBase.field(request.headers("date")) : null;
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
