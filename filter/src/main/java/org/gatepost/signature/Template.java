package org.gatepost.signature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text with references between braces, such as {@code v0:{time}:{body}}. A literal opening brace is
 * written twice. Immutable.
 *
 * @param parts literals and references in order; empty only where nothing is
 */
record Template(List<Part> parts) {

  /** What a template is made of. */
  sealed interface Part permits Literal, Reference {}

  /** Text that stands for itself. */
  record Literal(String text) implements Part {}

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if the text is empty or a reference is unknown or open; the
   *     message states the rule
   */
  static Template parse(String text) {
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
        parts.add(reference(text.substring(i + 1, end)));
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

  /** The references in this template, in order. */
  List<Reference> references() {
    return parts.stream().filter(Reference.class::isInstance).map(Reference.class::cast).toList();
  }

  private static Reference reference(String text) {
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
            + "}");
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
      case JSON, CLAIM -> JsonPointer.parse(argument).tokens();
      case SHA256, SHA256_HEX, SHA256_BASE64, CRC32 -> {
        if (!argument.equals("body")) {
          throw new IllegalArgumentException("must digest {...:body}, not {...:" + argument + "}");
        }
        yield List.of();
      }
      default -> argument.isEmpty() ? List.of() : List.of(argument);
    };
  }

  private static List<String> headerNames(String argument) {
    List<String> names = Arrays.asList(argument.split("\\|", -1));
    if (!names.stream().allMatch(name -> name.matches("[!#$%&'*+.^_`~0-9A-Za-z-]+"))) {
      throw new IllegalArgumentException(
          "must name a header in {header:NAME} (RFC 9110, section 5.1)");
    }
    return List.copyOf(names);
  }
}
