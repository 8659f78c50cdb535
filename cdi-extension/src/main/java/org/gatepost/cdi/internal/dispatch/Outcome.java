package org.gatepost.cdi.internal.dispatch;

import org.gatepost.receiver.Answer;

/** What became of a delivery. */
enum Outcome {
  /** No matching observer is to be called again. */
  DONE(Answer.SUCCESS),
  /** No observer matches; nobody remembers the delivery. */
  IGNORED(Answer.IGNORED),
  /** At least one observer asked to be called again later, and none failed. */
  POSTPONED(Answer.TRY_AGAIN_LATER),
  /** At least one observer failed. */
  FAILED(Answer.PROCESSING_FAILED),
  /** The body is not what an observer takes, and none failed or asked to be called again later. */
  INVALID(Answer.INVALID_PAYLOAD);

  private final Answer answer;

  Outcome(Answer answer) {
    this.answer = answer;
  }

  /** Which of several outcomes is that of all: the one that weighs most. */
  int weight() {
    return switch (this) {
      case IGNORED -> 0;
      case DONE -> 1;
      case INVALID -> 2;
      case POSTPONED -> 3;
      case FAILED -> 4;
    };
  }

  /** What the sender is told. */
  public Answer answer() {
    return answer;
  }
}
