package org.gatepost.cdi.internal.json;

import jakarta.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatepost.event.Where;
import org.jspecify.annotations.Nullable;

/** Compiles one {@link Where}, and finds all that is wrong with it. */
final class ConditionReader {
  private final Where where;
  private final Consumer<String> problems;
  private boolean wrong;

  ConditionReader(Where where, Consumer<String> problems) {
    this.where = where;
    this.problems = problems;
  }

  /** As {@link Condition#read}. */
  Optional<Condition> read() {
    JsonPlace place = place();
    BigDecimal above = number("greaterThan", where.greaterThan());
    BigDecimal below = number("lessThan", where.lessThan());
    List<List<JsonText>> equal = equalToOneOf();
    boolean onValue =
        !equal.isEmpty()
            || !where.startsWith().isEmpty()
            || !where.contains().isEmpty()
            || !where.greaterThan().isEmpty()
            || !where.lessThan().isEmpty();
    boolean present = existence(onValue);
    if (wrong || place == null) {
      return Optional.empty();
    }
    JsonText contained = where.contains().isEmpty() ? null : JsonText.of(where.contains());
    Condition condition =
        new Condition(place, present, equal, where.startsWith(), contained, above, below);
    requireSatisfiable(condition);
    return wrong ? Optional.empty() : Optional.of(condition);
  }

  private @Nullable JsonPlace place() {
    try {
      return JsonPlace.of(where.path());
    } catch (IllegalArgumentException e) {
      report("path " + e.getMessage() + ", from the root of the body");
      return null;
    }
  }

  private @Nullable BigDecimal number(String member, String text) {
    BigDecimal number = JsonText.number(text);
    if (number == null && !text.isEmpty()) {
      report(member + " must be a number such as 0.10, was [" + text + "]");
    }
    return number;
  }

  private List<List<JsonText>> equalToOneOf() {
    List<List<JsonText>> all = new ArrayList<>();
    if (!where.equalTo().isEmpty()) {
      all.add(List.of(JsonText.of(where.equalTo())));
    }
    if (where.in().length > 0) {
      all.add(Stream.of(where.in()).map(JsonText::of).toList());
    }
    return all;
  }

  private boolean existence(boolean onValue) {
    boolean[] exists = where.exists();
    if (exists.length > 1) {
      report("exists must be true or false, not both");
    } else if (exists.length == 0 && !onValue) {
      report("must have a condition, such as equalTo = \"...\" or exists = true");
    } else if (exists.length == 1 && !exists[0] && onValue) {
      report("must have no other condition beside exists = false: what is not there meets none");
    }
    return exists.length != 1 || exists[0];
  }

  private void requireSatisfiable(Condition condition) {
    BigDecimal above = condition.above();
    BigDecimal below = condition.below();
    boolean emptyRange = above != null && below != null && above.compareTo(below) >= 0;
    boolean noText =
        !condition.equalToOneOf().isEmpty()
            && condition.equalToOneOf().get(0).stream().noneMatch(text -> takes(condition, text));
    if (emptyRange || noText) {
      report("can match nothing: no value meets all its members");
    }
  }

  private static boolean takes(Condition condition, JsonText text) {
    BigDecimal number = text.number();
    return condition.takes(Json.createValue(text.text()))
        || (number != null && condition.takes(Json.createValue(number)));
  }

  private void report(String rule) {
    wrong = true;
    problems.accept("@Where(path = \"" + where.path() + "\") " + rule);
  }
}
