package org.gatepost.cdi;

import java.time.Duration;
import java.util.Optional;
import org.gatepost.filter.Answer;
import org.gatepost.filter.Reply;

/**
 * What the sender of a delivery is told.
 *
 * @param retryAfter when it is to send again, if it is to wait
 */
record Told(Answer answer, Optional<Duration> retryAfter) {
  Reply reply() {
    return retryAfter.isPresent() ? answer.reply(retryAfter.get()) : answer.reply();
  }
}
