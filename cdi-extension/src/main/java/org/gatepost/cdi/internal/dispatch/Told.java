package org.gatepost.cdi.internal.dispatch;

import java.time.Duration;
import java.util.Optional;
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.Reply;

/**
 * What the sender of a delivery is told.
 *
 * @param retryAfter when it is to send again, if it is to wait
 */
public record Told(Answer answer, Optional<Duration> retryAfter) {
  public Reply reply() {
    return retryAfter.isPresent() ? answer.reply(retryAfter.get()) : answer.reply();
  }
}
