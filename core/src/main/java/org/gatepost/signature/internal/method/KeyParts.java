package org.gatepost.signature.internal.method;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.Sink;

/**
 * Writes what a delivery is told by so that no two lists of parts give the same bytes: each part
 * behind its length. So parts that a sender signs side by side cannot pass for others.
 */
public final class KeyParts {
  private final Sink sink;

  public KeyParts(Sink sink) {
    this.sink = sink;
  }

  /** Adds a part. */
  public void add(byte[] part) {
    sink.update(number(part.length));
    sink.update(part);
  }

  /** Adds a part in UTF-8. */
  public void add(String part) {
    add(part.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the fields of a form or query, in an order that does not depend on how they were sent. */
  public void add(List<FormPairs.Pair> sorted) {
    sink.update(number(sorted.size()));
    for (FormPairs.Pair field : sorted) {
      add(field.name());
      add(field.value());
    }
  }

  private static byte[] number(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }
}
