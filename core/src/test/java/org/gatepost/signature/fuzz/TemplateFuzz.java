package org.gatepost.signature.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.Requirement;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.Template;

/** Whatever a value of a scheme is, it is read, or refused with the one documented exception. */
class TemplateFuzz {

  @FuzzTest(maxDuration = "7s")
  void template(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    attempt(
        text,
        template -> {
          Template parsed = Template.parse(template);
          requireEqual(parsed, Template.parse(written(parsed)));
        });
    attempt(text, Choice::parse);
    attempt(text, Requirement::parse);
    attempt(
        text,
        pointer -> {
          JsonPointer parsed = JsonPointer.parse(pointer);
          requireEqual(parsed, JsonPointer.parse(parsed.toString()));
        });
    attempt(text, SchemeKeys::tolerance);
    attempt(text, size -> requireEqual(true, SchemeKeys.sizeInBytes(size) > 0));
    attempt(text, Algorithm::named);
  }

  private static void attempt(String text, Consumer<String> reader) {
    try {
      reader.accept(text);
    } catch (IllegalArgumentException documented) {
      if (documented.getMessage() == null) {
        throw new AssertionError("no rule", documented);
      }
    }
  }

  private static void requireEqual(Object first, Object second) {
    if (!first.equals(second)) {
      throw new AssertionError(first + " is not " + second);
    }
  }

  private static String written(Template template) {
    return template.parts().stream()
        .map(
            part ->
                part instanceof Template.Literal literal
                    ? literal.text().replace("{", "{{")
                    : written((Reference) part))
        .collect(Collectors.joining());
  }

  private static String written(Reference reference) {
    String argument =
        switch (reference.kind()) {
          case HEADER -> String.join("|", reference.names());
          case JSON -> reference.pointer().toString();
          case SHA256, SHA256_HEX, SHA256_BASE64 -> "body";
          default -> reference.names().isEmpty() ? "" : reference.name();
        };
    return "{" + reference.kind().word() + (argument.isEmpty() ? "" : ":" + argument) + "}";
  }
}
