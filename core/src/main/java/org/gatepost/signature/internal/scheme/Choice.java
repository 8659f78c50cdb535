package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
 * @param templates the templates
 * @param conditions for each template what a request must have for it, perhaps nothing
 */
public record Choice(List<Template> templates, List<List<Requirement>> conditions) {
  /** A longer value is not an id or a type (inclusive bound, in UTF-16 units). */
  public static final int MAX_LENGTH = 255;

  private static final String WHEN = " when ";

  public static Choice parse(String text) {
    return parse(text, Template::parse);
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  public static Choice parse(String text, Function<String, Template> template) {
    List<Template> templates =
        Arrays.stream(text.split(" or ", -1)).map(t -> template.apply(t.strip())).toList();
    return new Choice(templates, Collections.nCopies(templates.size(), List.of()));
  }

  /** Reads templates of which each may have conditions behind {@code when}. */
  @SuppressForbidden("Of the configuration, not of requests.")
  public static Choice parseConditional(String text) {
    List<Template> templates = new ArrayList<>();
    List<List<Requirement>> conditions = new ArrayList<>();
    for (String part : text.split(" or ", -1)) {
      int when = part.indexOf(WHEN);
      templates.add(Template.parse((when < 0 ? part : part.substring(0, when)).strip()));
      conditions.add(
          when < 0 ? List.of() : Requirement.parse(part.substring(when + WHEN.length())));
    }
    return new Choice(List.copyOf(templates), List.copyOf(conditions));
  }

  public List<Reference> references() {
    return Stream.concat(
            templates.stream().flatMap(template -> template.references().stream()),
            conditions.stream().flatMap(List::stream).map(Requirement::place))
        .toList();
  }

  /** Those templates of a choice alone that tell one event of a request from another, or null. */
  public static @Nullable Choice ofEvents(@Nullable Choice choice) {
    if (choice == null) {
      return null;
    }
    List<Template> own = new ArrayList<>();
    List<List<Requirement>> ownConditions = new ArrayList<>();
    for (int i = 0; i < choice.templates.size(); i++) {
      Template template = choice.templates.get(i);
      if (template.references().stream().anyMatch(r -> r.is(Reference.Kind.EVENT))) {
        own.add(template);
        ownConditions.add(choice.conditions.get(i));
      }
    }
    return own.isEmpty() ? null : new Choice(List.copyOf(own), List.copyOf(ownConditions));
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
    for (int i = 0; i < templates.size(); i++) {
      String value = areMet(i, values) ? value(templates.get(i), values) : null;
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private boolean areMet(int template, Places values) throws RefusedException {
    List<Requirement> all = conditions.get(template);
    boolean met = true;
    for (int i = 0; met && i < all.size(); i++) {
      met = all.get(i).isMetBy(values);
    }
    return met;
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
