package org.gatepost.ledger.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Claims that a database was asked for and that may have been granted, for the connection was lost
 * before it answered. Nobody holds such a claim, and as its token was drawn at random nobody can be
 * taken for its holder. Thread-safe; keeps the last {@value #MAX}, the others end with their lease.
 */
final class DoubtfulClaims {
  static final int MAX = 10_000;

  private final Map<UUID, Long> tokens = new LinkedHashMap<>();

  synchronized void add(UUID id, long token) {
    tokens.remove(id);
    tokens.put(id, token);
    if (tokens.size() > MAX) {
      tokens.remove(tokens.keySet().iterator().next());
    }
  }

  /** Whether a claim is one of these. */
  synchronized boolean contains(UUID id, long token) {
    Long doubtful = tokens.get(id);
    return doubtful != null && doubtful == token;
  }
}
