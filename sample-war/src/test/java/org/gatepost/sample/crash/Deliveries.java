package org.gatepost.sample.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.gatepost.sample.broxi.BroxiObservers;
import org.gatepost.sample.server.Payloads;
import org.gatepost.sample.server.Request;
import org.gatepost.sample.server.Source;

/**
 * Requests of one event, and requests of ten. Three observers receive each event, and a fourth all
 * of a request together; but every third request of one event has one observer alone. Every tenth
 * request of one event fails once by itself, as one of its observers does at the first attempt, and
 * so does one event in two of five requests of ten.
 */
final class Deliveries {
  private static final String MANY = "many-";
  private static final int EVENTS = 10;
  private static final String SOLO = "solo-";
  private static final String SOLO_ONCE = "solo-once-";

  private Deliveries() {}

  /** The names of so many requests of several events. */
  static List<String> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> MANY + i).toList();
  }

  /** The ids of the events in some requests. */
  static List<String> events(List<String> requests) {
    return requests.stream().flatMap(request -> events(request).stream()).toList();
  }

  private static List<String> events(String request) {
    if (!request.startsWith(MANY)) {
      return List.of(request);
    }
    int first = Integer.parseInt(request.substring(MANY.length())) * EVENTS;
    return IntStream.range(first, first + EVENTS)
        .mapToObj(i -> (i % 25 == 24 ? "once-" : "del-") + MANY + i)
        .toList();
  }

  /** The names of so many requests of one event, each its event's id. */
  static List<String> ids(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % 3 == 1) {
        ids.add((isFailingOnce(i) ? SOLO_ONCE : SOLO) + i);
      } else {
        ids.add((isFailingOnce(i) ? "once-" : "del-") + i);
      }
    }
    return ids;
  }

  private static boolean isFailingOnce(int number) {
    return number % 10 == 9;
  }

  /** A request, signed now. */
  static Request request(String name) {
    List<String> events = events(name).stream().map(Deliveries::event).toList();
    return Request.of(
        Source.BROXI,
        name.startsWith(MANY)
            ? "{\"events\": [" + String.join(", ", events) + "]}"
            : events.get(0));
  }

  private static String event(String id) {
    if (id.startsWith(SOLO)) {
      String type = id.startsWith(SOLO_ONCE) ? "solo.once" : "solo.done";
      return Payloads.workflowFailed(id).replace("workflow.failed", type);
    }
    return isFailingOnce(id)
        ? Payloads.workflowTimeout(id, BroxiObservers.PAGER_DOWN_AT_FIRST)
        : Payloads.workflowFailed(id);
  }

  /** Who must have seen it, each once. */
  static Set<String> observers(String id) {
    if (id.startsWith(SOLO)) {
      return Set.of("solo");
    }
    return isFailingOnce(id)
        ? Set.of("workflowTimeout", "pageSomebody", "audit", "together")
        : Set.of("workflowFailed", "anyFailure", "audit", "together");
  }

  private static boolean isFailingOnce(String id) {
    return id.startsWith("once-");
  }
}
