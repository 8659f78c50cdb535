package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.internal.format.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Templates in order of preference, separated by {@code or}: the first whose references are all
 * there gives the value. Immutable.
 */
public record Choice(List<Template> templates) {
  /** A longer value is not an id or a type (inclusive bound, in UTF-16 units). */
  public static final int MAX_LENGTH = 255;

  public static Choice parse(String text) {
    return parse(text, Template::parse);
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  public static Choice parse(String text, Function<String, Template> template) {
    return new Choice(
        Arrays.stream(text.split(" or ", -1)).map(t -> template.apply(t.strip())).toList());
  }

  public List<Reference> references() {
    return templates.stream().flatMap(template -> template.references().stream()).toList();
  }

  /** Those templates of a choice alone that tell one event of a request from another, or null. */
  public static @Nullable Choice ofEvents(@Nullable Choice choice) {
    if (choice == null) {
      return null;
    }
    List<Template> own =
        choice.templates().stream()
            .filter(t -> t.references().stream().anyMatch(r -> r.is(Reference.Kind.EVENT)))
            .toList();
    return own.isEmpty() ? null : new Choice(own);
  }

  /** The references of a choice, none if there is no choice. */
  public static List<Reference> referencesOf(@Nullable Choice choice) {
    return choice == null ? List.of() : choice.references();
  }

  /**
   * The value, or null if no template is complete or the first complete one gives more than {@link
   * #MAX_LENGTH}.
   */
  public @Nullable String value(Places values) throws RefusedException {
    String value = first(values);
    return value != null && value.length() <= MAX_LENGTH ? value : null;
  }

  /** What the first complete template gives, however long, or null if none is complete. */
  public @Nullable String first(Places values) throws RefusedException {
    for (Template template : templates) {
      String value = value(template, values);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String value(Template template, Places values) throws RefusedException {
    if (template.parts().size() == 1 && template.parts().get(0) instanceof Reference reference) {
      return values.text(reference);
    }
    List<String> texts = new ArrayList<>(template.parts().size());
    for (Template.Part part : template.parts()) {
      String text =
          part instanceof Template.Literal literal ? literal.text() : values.text((Reference) part);
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    return String.join("", texts);
  }

  /**
   * Refuses a choice with anything that no sender writes.
   *
   * @param key what the choice stands at
   */
  public static void requireWritten(SchemeKeys keys, String key, @Nullable Choice choice) {
    for (Template template : choice == null ? List.<Template>of() : choice.templates()) {
      // A literal alone would make one delivery of all.
      if (template.references().isEmpty()
          || template.references().stream().anyMatch(r -> !r.isWritten())) {
        throw keys.invalid(
            key, "must refer to headers, elements, query parameters or fields of the body");
      }
    }
  }
}
