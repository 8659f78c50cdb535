package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatepost.internal.Nearest;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.internal.format.JsonPointer;

/**
 * Text with references between braces, such as {@code v0:{time}:{body}}. A literal opening brace is
 * written twice. Immutable.
 *
 * @param parts literals and references in order; empty only where nothing is
 */
public record Template(List<Part> parts) {
  /** The name of a header, as a regular expression: token of RFC 9110, section 5.6.2. */
  static final String TOKEN = "[!#$%&'*+.^_`~0-9A-Za-z-]+";

  /** What a template is made of. */
  public sealed interface Part permits Literal, Reference, Computed {}

  /** Text that stands for itself. */
  public record Literal(String text) implements Part {}

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if the text is empty or a reference is unknown or open; the
   *     message states the rule
   */
  public static Template parse(String text) {
    return parse(text, Template::reference);
  }

  /** Reads a template of the answer to a handshake, which alone may compute something. */
  static Template parseAnswer(String text) {
    return parse(text, Computed::parse);
  }

  private static Template parse(String text, Function<String, Part> part) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '{') {
        literal.append(c);
        i++;
      } else if (text.startsWith("{{", i)) {
        literal.append('{');
        i += 2;
      } else {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new IllegalArgumentException("must close each { with }");
        }
        if (literal.length() > 0) {
          parts.add(new Literal(literal.toString()));
          literal.setLength(0);
        }
        parts.add(part.apply(text.substring(i + 1, end)));
        i = end + 1;
      }
    }
    if (literal.length() > 0) {
      parts.add(new Literal(literal.toString()));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return new Template(List.copyOf(parts));
  }

  /** The references in this template, in order, also those that something is computed of. */
  public List<Reference> references() {
    return parts.stream().flatMap(Template::references).toList();
  }

  private static Stream<Reference> references(Part part) {
    if (part instanceof Computed computed) {
      return computed.of().stream();
    }
    return part instanceof Reference reference ? Stream.of(reference) : Stream.empty();
  }

  /**
   * Reads what stands between braces.
   *
   * @throws IllegalArgumentException if it is nothing known; the message states the rule
   */
  static Reference reference(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String argument = colon < 0 ? "" : text.substring(colon + 1);
    for (Reference.Kind kind : Reference.Kind.values()) {
      if (kind.word().equals(word)) {
        return new Reference(kind, names(kind, argument));
      }
    }
    throw new IllegalArgumentException(
        "must refer to something in a request, such as {body} or {header:NAME}, not {"
            + text
            + "}"
            + Nearest.hint(
                word, Arrays.stream(Reference.Kind.values()).map(Reference.Kind::word).toList()));
  }

  private static List<String> names(Reference.Kind kind, String argument) {
    if (kind.isNamed() == argument.isEmpty()) {
      throw new IllegalArgumentException(
          kind.isNamed()
              ? "must give a name in {" + kind.word() + ":NAME}"
              : "must give {" + kind.word() + "} nothing after a colon");
    }
    return switch (kind) {
      case HEADER -> headerNames(argument);
      case JSON, EVENT, CLAIM -> JsonPointer.parse(argument).tokens();
      case SHA256, SHA256_HEX, SHA256_BASE64, CRC32 -> {
        if (!argument.equals("body")) {
          throw new IllegalArgumentException("must digest {...:body}, not {...:" + argument + "}");
        }
        yield List.of();
      }
      default -> argument.isEmpty() ? List.of() : List.of(argument);
    };
  }

  @SuppressForbidden("Of the configuration, and not of requests.")
  private static List<String> headerNames(String argument) {
    List<String> names = Arrays.asList(argument.split("\\|", -1));
    if (!names.stream().allMatch(name -> name.matches(TOKEN))) {
      throw new IllegalArgumentException(
          "must name a header in {header:NAME} (RFC 9110, section 5.1)");
    }
    return List.copyOf(names);
  }
}
