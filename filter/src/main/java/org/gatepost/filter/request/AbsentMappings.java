package org.gatepost.filter.request;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mappings of filters and servlets that a server does not have. */
public final class AbsentMappings {
  private AbsentMappings() {}

  /** What a registration is mapped to: Open Liberty gives null for none. */
  public static Collection<String> orNone(@Nullable Collection<String> mappings) {
    return mappings == null ? List.of() : mappings;
  }
}
