package org.gatepost.cdi.internal.observer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.receiver.Passage;

/**
 * Warns of types that no observer receives, since that is how a mistake in a pattern shows: once
 * for each type, and for at most {@value #MAX_TYPES} of a source, as anybody may choose a type that
 * is not signed. Thread-safe.
 */
public final class UnobservedTypes {
  static final int MAX_TYPES = 100;

  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final NearestPattern nearest;
  // Sources are configured, so there are few.
  private final Map<String, Set<String>> warned = new ConcurrentHashMap<>();

  public UnobservedTypes(List<WebhookObserver> observers) {
    this.nearest = new NearestPattern(observers);
  }

  /** A delivery has come that no observer receives, whatever its content. */
  public void came(Passage passage) {
    Set<String> types =
        warned.computeIfAbsent(passage.source(), s -> ConcurrentHashMap.newKeySet());
    String type = passage.verified().type();
    if (types.contains(type)) {
      return;
    }
    synchronized (types) {
      if (types.size() >= MAX_TYPES || !types.add(type)) {
        return;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          Messages.unobserved(passage, nearest.to(passage.source(), type)));
      if (types.size() == MAX_TYPES) {
        LOG.log(System.Logger.Level.WARNING, Messages.moreUnobserved(passage.source(), MAX_TYPES));
      }
    }
  }
}
