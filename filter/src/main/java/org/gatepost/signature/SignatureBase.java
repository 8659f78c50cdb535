package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepost.signature.StructuredDictionary.Bare;
import org.gatepost.signature.StructuredDictionary.BareType;
import org.gatepost.signature.StructuredDictionary.InnerList;
import org.gatepost.signature.StructuredDictionary.Item;
import org.jspecify.annotations.Nullable;

/**
 * The signature base of a request (RFC 9421, section 2.5). Of the parameters of components those
 * that a request can have and that need no knowledge of a header's type are known: {@code key},
 * {@code bs} and {@code name}.
 */
final class SignatureBase {
  /** The components that are derived from a request without a parameter. */
  static final Set<String> DERIVED =
      Set.of(
          "@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query");

  private final SignedRequest request;

  SignatureBase(SignedRequest request) {
    this.request = request;
  }

  /**
   * The bytes that are signed.
   *
   * @throws RefusedException if a component is absent, there twice or unknown
   */
  byte[] of(InnerList input) throws RefusedException {
    StringBuilder base = new StringBuilder();
    Set<String> identifiers = new HashSet<>();
    for (Item component : input.items()) {
      String name = component.bare().as(BareType.STRING);
      if (name == null || !identifiers.add(component.text())) {
        throw malformed("a component of the signature is not a string, or there twice");
      }
      String value = value(name, component.parameters());
      base.append(component.text()).append(": ").append(requireVisible(value)).append('\n');
    }
    base.append("\"@signature-params\": ").append(input.text());
    return ascii(base.toString());
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Refuses a component that is absent, or could pass for several as it has a line break. */
  static String requireVisible(@Nullable String value) throws RefusedException {
    if (value == null) {
      throw new RefusedException(
          Refusal.Reason.MISSING, "a component that the signature covers is missing");
    }
    if (!value.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t')) {
      throw malformed("a component has a character beyond visible ASCII");
    }
    return value;
  }

  private @Nullable String value(String name, Map<String, Bare> parameters)
      throws RefusedException {
    if (name.equals("@query-param")) {
      String parameter = only("name", parameters).as(BareType.STRING);
      return parameter == null ? null : uri().queryParameter(parameter);
    } else if (name.startsWith("@")) {
      requireNone(parameters);
      return derived(name);
    } else if (!name.matches("[a-z0-9!#$%&'*+.^_`|~-]+")) {
      throw malformed("a component is neither a header in lower case nor derived");
    } else if (parameters.isEmpty()) {
      return field(request.headers(name));
    } else if (parameters.containsKey("bs")) {
      return only("bs", parameters).equals(Bare.TRUE) ? wrapped(request.headers(name)) : null;
    }
    String key = only("key", parameters).as(BareType.STRING);
    StructuredDictionary dictionary = StructuredDictionary.of(request, name);
    StructuredDictionary.Member member =
        dictionary == null || key == null ? null : dictionary.members().get(key);
    return member == null ? null : member.text();
  }

  private String derived(String name) throws RefusedException {
    return switch (name) {
      case "@method" -> request.method();
      case "@target-uri" -> uri().text();
      case "@authority" -> uri().authority();
      case "@scheme" -> uri().scheme();
      case "@request-target" -> uri().requestTarget();
      case "@path" -> uri().path();
      case "@query" -> uri().query();
      default -> throw malformed("a derived component is none of a request's");
    };
  }

  private TargetUri uri() throws RefusedException {
    return TargetUri.parse(request.url());
  }

  /** The lines of a header as one value, or null if it is absent. */
  static @Nullable String field(List<String> lines) {
    return lines.isEmpty() ? null : String.join(", ", lines.stream().map(String::strip).toList());
  }

  private static @Nullable String wrapped(List<String> lines) throws RefusedException {
    List<String> wrapped = new ArrayList<>();
    for (String line : lines) {
      // Containers differ in how they decode other bytes, so what was signed could not be told.
      wrapped.add(":" + Encoding.BASE64.encode(ascii(requireVisible(line.strip()))) + ":");
    }
    return field(wrapped);
  }

  private static Bare only(String parameter, Map<String, Bare> parameters) throws RefusedException {
    Bare value = parameters.get(parameter);
    if (value == null || parameters.size() > 1) {
      throw malformed("a component has parameters that this verifier does not know");
    }
    return value;
  }

  private static void requireNone(Map<String, Bare> parameters) throws RefusedException {
    if (!parameters.isEmpty()) {
      throw malformed("a derived component has parameters that this verifier does not know");
    }
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
