package org.gatepost.cdi.internal.payload;

import java.lang.reflect.Type;
import org.gatepost.cdi.internal.json.PayloadException;

/** What {@link BoundForms} says of what JSON-B throws. */
public final class Explained {
  private Explained() {}

  /** The exception that an observer's outcome has. */
  public static PayloadException of(Type type, RuntimeException thrown) {
    return PayloadTrouble.explain(type, thrown);
  }
}
