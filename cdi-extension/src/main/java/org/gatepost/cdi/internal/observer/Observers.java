package org.gatepost.cdi.internal.observer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.gatepost.cdi.internal.payload.Payloads;
import org.gatepost.receiver.Passage;
import org.jspecify.annotations.Nullable;

/**
 * All observers of an application, found by what they receive without asking each. Thread-safe.
 *
 * <p>Which ones receive a type of a source is kept for {@value #MAX_KEPT} of them. Senders choose
 * the types: where they use more, those in use are looked up again, among the observers that name
 * the type, or its first segment, or begin with {@code *}.
 */
public final class Observers {
  private static final int MAX_KEPT = 1_000;

  private final List<WebhookObserver> all;
  // Places in the list above, in order.
  private final Map<String, List<Integer>> byName = new HashMap<>();
  private final Map<String, List<Integer>> byFirstSegment = new HashMap<>();
  private final List<Integer> others = new ArrayList<>();
  private final Map<Origin, List<WebhookObserver>> kept = new ConcurrentHashMap<>();

  /** What deliveries are told apart by before their content is read. */
  private record Origin(String source, String type) {}

  /**
   * An index of observers.
   *
   * @param observers in the order in which they are called; those of one method are behind each
   *     other, in the order in which its {@code @Webhook} are tried
   */
  public Observers(List<WebhookObserver> observers) {
    this.all = List.copyOf(observers);
    for (int i = 0; i < all.size(); i++) {
      TypePattern type = all.get(i).type();
      String first = type.firstSegment();
      if (type.isName()) {
        byName.computeIfAbsent(type.text(), name -> new ArrayList<>()).add(i);
      } else if (first != null) {
        byFirstSegment.computeIfAbsent(first, segment -> new ArrayList<>()).add(i);
      } else {
        others.add(i);
      }
    }
  }

  /**
   * Those that a WAR has, be they its own or what it shares with others: in an EAR that has our
   * jars in its libraries there are also those of other WARs, which are none of its business.
   *
   * @param war the WAR's classes; null if that is not known
   * @return these, if it has them all
   */
  public Observers of(@Nullable ClassLoader war) {
    Predicate<Class<?>> classes = classesOf(war);
    List<WebhookObserver> own =
        all.stream().filter(observer -> classes.test(observer.method().getBeanClass())).toList();
    return own.size() == all.size() ? this : new Observers(own);
  }

  /** Which classes a WAR has, be they its own or what it shares with others. */
  public static Predicate<Class<?>> classesOf(@Nullable ClassLoader war) {
    // If our jars are the WAR's own, so is all that they find.
    return war == null || war == Observers.class.getClassLoader()
        ? type -> true
        : type -> SeenClasses.sees(war, type);
  }

  /** All there are, in the order in which they are called. */
  public List<WebhookObserver> all() {
    return all;
  }

  /** Each method with what it observes, for a message. */
  public List<String> described() {
    Map<String, Set<String>> patterns = new LinkedHashMap<>();
    for (WebhookObserver observer : all) {
      patterns
          .computeIfAbsent(observer.consumer(), consumer -> new LinkedHashSet<>())
          .add("[" + observer.type().text() + "] of [" + observer.source().text() + "]");
    }
    return patterns.entrySet().stream()
        .map(each -> each.getKey() + " observes " + String.join(" or ", each.getValue()))
        .toList();
  }

  /** Whether any receives the type of a delivery from its source, whatever the content. */
  public boolean receive(Passage passage) {
    return !receiving(passage).isEmpty();
  }

  /** The observers that receive a delivery, each method once, in order; a list of the caller's. */
  public List<WebhookObserver> matching(Payloads payloads) {
    List<WebhookObserver> receiving = receiving(payloads.passage());
    List<WebhookObserver> matching = new ArrayList<>(receiving.size());
    boolean onlyFallbacks = true;
    for (WebhookObserver observer : receiving) {
      if (observer.content().wants(payloads)) {
        matching.add(observer);
        onlyFallbacks &= observer.isFallback();
      }
    }
    if (!onlyFallbacks) {
      matching.removeIf(WebhookObserver::isFallback);
    }
    return matching;
  }

  private List<WebhookObserver> receiving(Passage passage) {
    Origin origin = new Origin(passage.source(), passage.verified().type());
    List<WebhookObserver> receiving = kept.get(origin);
    if (receiving == null) {
      receiving = find(origin);
      if (kept.size() >= MAX_KEPT) {
        kept.clear();
      }
      kept.put(origin, receiving);
    }
    return receiving;
  }

  private List<WebhookObserver> find(Origin origin) {
    String first = TypePattern.firstSegment(origin.type());
    List<Integer> places = new ArrayList<>(byName.getOrDefault(origin.type(), List.of()));
    places.addAll(byFirstSegment.getOrDefault(first, List.of()));
    places.addAll(others);
    places.sort(null);
    List<WebhookObserver> found = new ArrayList<>();
    WebhookObserver last = null;
    for (int place : places) {
      WebhookObserver observer = all.get(place);
      if (!isSameMethod(last, observer) && observer.receives(origin.source(), origin.type())) {
        found.add(observer);
        last = observer;
      }
    }
    return List.copyOf(found);
  }

  private static boolean isSameMethod(@Nullable WebhookObserver last, WebhookObserver next) {
    return last != null && last.method() == next.method();
  }
}
