package org.gatepost.cdi.internal.dispatch;

import java.util.Arrays;
import org.gatepost.receiver.Answer;

/** What became of deliveries, by the answers. */
public final class OutcomeNames {
  private OutcomeNames() {}

  /** The name of the first outcome that has this answer. */
  public static String of(Answer answer) {
    return Arrays.stream(Outcome.values())
        .filter(outcome -> outcome.answer() == answer)
        .findFirst()
        .orElseThrow()
        .name();
  }
}
