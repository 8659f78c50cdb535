package org.gatepost.signature;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scheme's handshake is recognized and answered. Immutable.
 *
 * @param conditions what a request must have to be a handshake
 * @param answer the answer, or null if there is no handshake
 */
record HandshakeRule(List<Requirement> conditions, @Nullable Choice answer) {

  static HandshakeRule read(SchemeKeys keys) {
    List<Requirement> conditions = Requirement.read(keys, "handshake-when");
    Choice answer = keys.optional("handshake-answer", Choice::parse);
    keys.requireTogether(
        "handshake-when", !conditions.isEmpty(), "handshake-answer", answer != null);
    return new HandshakeRule(conditions, answer);
  }

  /** The answer to an authentic request, or null if it is no handshake. */
  @Nullable String answerTo(Values values) throws RefusedException {
    if (answer == null) {
      return null;
    }
    for (Requirement condition : conditions) {
      if (!condition.isMetBy(values)) {
        return null;
      }
    }
    return answer.value(values);
  }

  /** Every place that this rule looks at. */
  List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    conditions.forEach(condition -> references.add(condition.place()));
    references.addAll(Choice.referencesOf(answer));
    return references;
  }
}
