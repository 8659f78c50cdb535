package org.gatepost.signature.internal.method.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.FieldName;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.StructuredDictionary.Bare;
import org.gatepost.signature.internal.format.StructuredDictionary.BareType;
import org.gatepost.signature.internal.format.StructuredDictionary.InnerList;
import org.gatepost.signature.internal.format.StructuredDictionary.Item;
import org.gatepost.signature.internal.format.StructuredDictionary.Member;
import org.jspecify.annotations.Nullable;

/**
 * The signature base of a request (RFC 9421, section 2.5). Of the parameters of components {@code
 * bs}, {@code key} and {@code name} are known; {@code sf} needs the type of each header, {@code tr}
 * and {@code req} are of trailers and responses. Immutable.
 *
 * @param values the values of the components, by their identifiers, in order
 * @param parameters what stands at {@code @signature-params}
 */
record SignatureBase(Map<String, String> values, String parameters) {
  /** The components that are derived from a request without a parameter. */
  static final Set<String> DERIVED =
      Set.of(
          "@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query");

  /**
   * The signature base of what a signature covers.
   *
   * @throws RefusedException if a component is absent, there twice or unknown
   */
  static SignatureBase of(MessageComponents message, InnerList covered) throws RefusedException {
    Map<String, String> values = new LinkedHashMap<>();
    for (Item component : covered.items()) {
      String name = component.bare().as(BareType.STRING);
      String value = name == null ? null : value(message, name, component.parameters());
      if (values.put(component.text(), requireVisible(value)) != null) {
        throw malformed("the signature covers a component twice");
      }
    }
    return new SignatureBase(values, covered.text());
  }

  byte[] bytes() {
    StringBuilder base = new StringBuilder();
    values.forEach(
        (identifier, value) -> base.append(identifier).append(": ").append(value).append('\n'));
    return ascii(base.append("\"@signature-params\": ").append(parameters).toString());
  }

  /** The value of a covered component without parameters. */
  String value(String name) {
    return values.getOrDefault('"' + name + '"', "");
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

  private static @Nullable String value(
      MessageComponents message, String name, Map<String, Bare> parameters)
      throws RefusedException {
    SignedRequest request = message.request();
    if (name.equals("@query-param")) {
      String parameter = only("name", parameters).as(BareType.STRING);
      return parameter == null ? null : message.queryParameter(parameter);
    } else if (parameters.isEmpty()) {
      return FieldName.isLowerCase(name) ? field(request.headers(name)) : derived(message, name);
    } else if (!FieldName.isLowerCase(name)) {
      throw malformed("a derived component has a parameter");
    } else if (parameters.containsKey("bs")) {
      return only("bs", parameters).equals(Bare.TRUE) ? wrapped(request.headers(name)) : null;
    }
    String key = only("key", parameters).as(BareType.STRING);
    Member member = key == null ? null : message.dictionary(name).members().get(key);
    return member == null ? null : member.text();
  }

  private static String derived(MessageComponents message, String name) throws RefusedException {
    return switch (name) {
      case "@method" -> message.request().method();
      case "@target-uri" -> message.uri().text();
      case "@authority" -> message.uri().authority();
      case "@scheme" -> message.uri().scheme();
      case "@request-target" -> message.uri().requestTarget();
      case "@path" -> message.uri().path();
      case "@query" -> message.uri().query();
      default -> throw malformed("a component is neither a header in lower case nor a request's");
    };
  }

  /** The lines of a header as one value (section 2.1), or null if it is absent. */
  static @Nullable String field(List<String> lines) {
    return lines.isEmpty()
        ? null
        : String.join(", ", lines.stream().map(SignatureBase::trimmed).toList());
  }

  private static String trimmed(String line) {
    int start = 0;
    int end = line.length();
    while (start < end && isSpace(line.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static @Nullable String wrapped(List<String> lines) throws RefusedException {
    List<String> wrapped = new ArrayList<>();
    for (String line : lines) {
      // Containers differ in how they decode other bytes, so what was signed could not be told.
      wrapped.add(":" + Encoding.BASE64.encode(ascii(requireVisible(trimmed(line)))) + ":");
    }
    return field(wrapped);
  }

  private static Bare only(String parameter, Map<String, Bare> parameters) throws RefusedException {
    Bare value = parameters.get(parameter);
    if (value == null || parameters.size() > 1) {
      throw malformed("a component has parameters other than one of bs, key and name");
    }
    return value;
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
