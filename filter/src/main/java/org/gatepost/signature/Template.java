package org.gatepost.signature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Text with references between braces, such as {@code v0:{time}:{body}}. A literal opening brace is
 * written twice. Immutable.
 *
 * @param parts literals and references in order; never empty
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
    String kind = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
    String argument = colon < 0 ? "" : text.substring(colon + 1);
    return switch (kind) {
      case "body" -> withoutArgument(new Reference.Body(), argument);
      case "time" -> withoutArgument(new Reference.Time(), argument);
      case "id" -> withoutArgument(new Reference.Id(), argument);
      case "method" -> withoutArgument(new Reference.Method(), argument);
      case "url" -> withoutArgument(new Reference.Url(), argument);
      case "configured-url" -> withoutArgument(new Reference.ConfiguredUrl(), argument);
      case "path" -> withoutArgument(new Reference.Path(), argument);
      case "sorted-query" -> withoutArgument(new Reference.SortedQuery(), argument);
      case "secret" -> withoutArgument(new Reference.Secret(), argument);
      case "header" -> new Reference.Header(headerNames(argument));
      case "element" -> new Reference.Element(nonEmpty(argument, "{element:NAME}"));
      case "query" -> new Reference.Query(nonEmpty(argument, "{query:NAME}"));
      case "form" -> new Reference.Form(nonEmpty(argument, "{form:NAME}"));
      case "claim" -> new Reference.Claim(JsonPointer.parse(argument));
      case "json" -> new Reference.Json(JsonPointer.parse(argument));
      case "webhook-id" -> withoutArgument(new Reference.WebhookId(), argument);
      case "crc32" -> bodyChecksum(argument);
      case "sha256" -> bodyDigest(Encoding.TEXT, argument);
      case "sha256-hex" -> bodyDigest(Encoding.HEX, argument);
      case "sha256-base64" -> bodyDigest(Encoding.BASE64, argument);
      default ->
          throw new IllegalArgumentException(
              "must refer to something in a request, such as {body} or {header:NAME}, not {"
                  + text
                  + "}");
    };
  }

  private static Reference bodyChecksum(String argument) {
    bodyDigest(Encoding.TEXT, argument);
    return new Reference.BodyChecksum();
  }

  private static Reference bodyDigest(Encoding encoding, String argument) {
    if (!argument.equals("body")) {
      throw new IllegalArgumentException("must digest {...:body}, not {...:" + argument + "}");
    }
    return new Reference.BodyDigest("SHA-256", encoding);
  }

  private static Reference withoutArgument(Reference reference, String argument) {
    if (!argument.isEmpty()) {
      throw new IllegalArgumentException("must give {" + reference + "} nothing after a colon");
    }
    return reference;
  }

  private static List<String> headerNames(String argument) {
    List<String> names = Arrays.asList(argument.split("\\|", -1));
    if (!names.stream().allMatch(name -> name.matches("[!#$%&'*+.^_`~0-9A-Za-z-]+"))) {
      throw new IllegalArgumentException(
          "must name a header in {header:NAME} (RFC 9110, section 5.1)");
    }
    return List.copyOf(names);
  }

  private static String nonEmpty(String argument, String form) {
    if (argument.isEmpty()) {
      throw new IllegalArgumentException("must give a name in " + form);
    }
    return argument;
  }
}
