package org.gatepost.sample.github;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A push, as far as the sample looks at it. */
public record Push(
    String ref, @Nullable String before, @Nullable String after, List<Commit> commits) {

  /** One commit of it. */
  public record Commit(String id, String message) {}
}
