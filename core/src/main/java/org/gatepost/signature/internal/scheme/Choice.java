package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.internal.format.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Templates in order of preference, separated by {@code or}: the first whose references are all
 * there, and whose conditions are met, gives the value. Immutable.
 *
 * @param options the templates, each with what it is for
 */
public record Choice(List<Option> options) {
  /** A longer value is not an id or a type (inclusive bound, in UTF-16 units). */
  public static final int MAX_LENGTH = 255;

  private static final String WHEN = " when ";

  /**
   * One template of several.
   *
   * @param conditions what a request must have for it, perhaps nothing
   */
  record Option(Template template, List<Requirement> conditions) {
    boolean isMetBy(Places values) throws RefusedException {
      // By index, as of most there are none.
      for (int i = 0; i < conditions.size(); i++) {
        if (!conditions.get(i).isMetBy(values)) {
          return false;
        }
      }
      return true;
    }

    Stream<Reference> references() {
      return Stream.concat(
          template.references().stream(), conditions.stream().map(Requirement::place));
    }

    boolean isOfEvent() {
      return template.references().stream().anyMatch(r -> r.is(Reference.Kind.EVENT));
    }
  }

  public static Choice parse(String text) {
    return parse(text, Template::parse);
  }

  public static Choice parse(String text, Function<String, Template> template) {
    return read(text, part -> new Option(template.apply(part), List.of()));
  }

  /** Reads templates of which each may have conditions behind {@code when}. */
  public static Choice parseConditional(String text) {
    return read(
        text,
        part -> {
          int when = part.indexOf(WHEN);
          return when < 0
              ? new Option(Template.parse(part), List.of())
              : new Option(
                  Template.parse(part.substring(0, when).strip()),
                  Requirement.parse(part.substring(when + WHEN.length())));
        });
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  private static Choice read(String text, Function<String, Option> option) {
    return new Choice(
        Arrays.stream(text.split(" or ", -1)).map(part -> option.apply(part.strip())).toList());
  }

  /** The templates, in order. */
  public List<Template> templates() {
    return options.stream().map(Option::template).toList();
  }

  public List<Reference> references() {
    return options.stream().flatMap(Option::references).toList();
  }

  /** Those templates of a choice alone that tell one event of a request from another, or null. */
  public static @Nullable Choice ofEvents(@Nullable Choice choice) {
    if (choice == null || choice.options.stream().noneMatch(Option::isOfEvent)) {
      return null;
    }
    return new Choice(choice.options.stream().filter(Option::isOfEvent).toList());
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
    for (int i = 0; i < options.size(); i++) {
      Option option = options.get(i);
      String value = option.isMetBy(values) ? value(option.template(), values) : null;
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
