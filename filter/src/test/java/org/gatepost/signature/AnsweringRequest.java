package org.gatepost.signature;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that has something under each header it is asked for, in the order of asking: reaches
 * whatever a scheme reads, without knowing its names.
 */
final class AnsweringRequest implements SignedRequest {
  private final String url;
  private final Deque<List<String>> answers;
  private final byte[] body;
  private final Map<String, List<String>> given = new HashMap<>();

  AnsweringRequest(String url, List<List<String>> answers, byte[] body) {
    this.url = url;
    this.answers = new ArrayDeque<>(answers);
    this.body = body;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public Optional<String> configuredUrl() {
    return Optional.empty();
  }

  @Override
  public List<String> headers(String name) {
    return given.computeIfAbsent(
        name.toLowerCase(Locale.ROOT), n -> answers.isEmpty() ? List.of() : answers.pop());
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return url + " " + given;
  }
}
