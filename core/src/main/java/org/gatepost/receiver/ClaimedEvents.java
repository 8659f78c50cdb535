package org.gatepost.receiver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of asking for the events of a request. Immutable.
 *
 * @param granted the events to process, in the order in which they stand in the body
 * @param finished how many were finished before
 * @param copies how many are another event of this request once more, and so end with that one
 * @param busy when it makes sense to ask again for those that are processed elsewhere; empty if
 *     there are none
 */
public record ClaimedEvents(
    List<Passage> granted, int finished, int copies, Optional<Duration> busy) {

  /**
   * Copies the list.
   *
   * @param granted as above
   * @param finished as above
   * @param copies as above
   * @param busy as above
   */
  public ClaimedEvents {
    granted = List.copyOf(granted);
  }
}
