package org.gatepost.sample.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gatepost.sample.broxi.BroxiObservers;
import org.gatepost.sample.server.Payloads;
import org.gatepost.sample.server.Request;
import org.gatepost.sample.server.Source;

/**
 * Deliveries that three observers receive each. Every tenth fails once by itself, as one of its
 * observers does at the first attempt.
 */
final class Deliveries {
  private Deliveries() {}

  /** The ids of so many. */
  static List<String> ids(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add((isFailingOnce(i) ? "once-" : "del-") + i);
    }
    return ids;
  }

  private static boolean isFailingOnce(int number) {
    return number % 10 == 9;
  }

  /** A delivery, signed now. */
  static Request request(String id) {
    return Request.of(
        Source.BROXI,
        isFailingOnce(id)
            ? Payloads.workflowTimeout(id, BroxiObservers.PAGER_DOWN_AT_FIRST)
            : Payloads.workflowFailed(id));
  }

  /** Who must have seen it, each once. */
  static Set<String> observers(String id) {
    return isFailingOnce(id)
        ? Set.of("workflowTimeout", "pageSomebody", "audit")
        : Set.of("workflowFailed", "anyFailure", "audit");
  }

  private static boolean isFailingOnce(String id) {
    return id.startsWith("once-");
  }
}
