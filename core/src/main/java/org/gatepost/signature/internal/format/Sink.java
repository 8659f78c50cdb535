package org.gatepost.signature.internal.format;

import java.nio.charset.StandardCharsets;

/** Where the bytes go that are signed, or that a delivery is told by. */
public interface Sink {
  void update(byte[] bytes);

  /** Takes a text in UTF-8. */
  default void update(String text) {
    update(text.getBytes(StandardCharsets.UTF_8));
  }
}
